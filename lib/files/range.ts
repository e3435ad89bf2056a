import { RandomAccessReader } from "yauzl";

const PIECE = 64 * 1024;

/** So much of a file's handle as is needed: a file in memory has it, too. */
export interface Bytes {
  stat(): Promise<{ size: number }>;
  read(into: Buffer, offset: number, length: number, position: number): Promise<{ bytesRead: number; buffer: Buffer }>;
  close(): Promise<void>;
}

/** Bytes in memory as a file. */
export const inMemory = (bytes: Buffer): Bytes => ({
  stat: async () => ({ size: bytes.length }),
  read: async (buffer, offset, length, position) => ({
    bytesRead: bytes.copy(buffer, offset, position, position + length),
    buffer,
  }),
  close: async () => {},
});

/**
 * Reads for yauzl within a file's bounds. Its own reader takes positions from the ZIP as they are, and one beyond
 * what a number can hold is then thrown where nobody can catch it. The handle stays its owner's to close.
 */
export class RangeReader extends RandomAccessReader {
  constructor(
    private readonly file: Bytes,
    private readonly size: number,
  ) {
    super();
  }

  override read(
    ...[into, offset, length, position, done]: [Buffer, number, number, number, (error: Error | null) => void]
  ): void {
    const inside = position >= 0 && position + length <= this.size;
    if (!inside) {
      setImmediate(done, new Error("position outside the file"));
      return;
    }
    this.file.read(into, offset, length, position).then(
      ({ bytesRead }) => done(bytesRead === length ? null : new Error("unexpected end of the file")),
      (error: Error) => done(error),
    );
  }
}

/** The `length` bytes from `from` on, in pieces; fewer if the file ends before. */
export async function* readRange(file: Bytes, from: number, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; ) {
    const wanted = Math.min(PIECE, length - at);
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, from + at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
