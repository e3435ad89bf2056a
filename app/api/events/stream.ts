import type { ChangeEvent } from "@/lib/events";
import { type Heard, subscribe } from "@/lib/hub";

const beatMs = 15_000;
const lifeMs = 5 * 60_000;

type Frame = "beat" | "end" | Heard;

/** Frames in order, waiting for the next one; told to end, it ends. The same events waiting twice are one. */
function frames(la: string, signal: AbortSignal) {
  const waiting: Frame[] = [];
  let wake: (() => void) | undefined;
  const put = (frame: Frame) => {
    const known = JSON.stringify(frame);
    if (!waiting.some((other) => JSON.stringify(other) === known)) waiting.push(frame);
    wake?.();
  };
  const end = () => put("end");
  const leave = subscribe(la, put);
  const beat = setInterval(() => put("beat"), beatMs);
  const life = setTimeout(end, lifeMs);
  signal.addEventListener("abort", end);
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  const stop = () => {
    leave();
    clearInterval(beat);
    clearTimeout(life);
    process.off("SIGTERM", end);
    process.off("SIGINT", end);
  };
  const next = async (): Promise<Frame> => {
    while (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return waiting.includes("end") ? "end" : (waiting.shift() ?? null);
  };
  return { next, stop, end };
}

const lineOf = (frame: Exclude<Frame, "end">): string => {
  if (frame === "beat") return ": still here\n\n";
  const event: Pick<ChangeEvent, "kind" | "id"> | { kind: "all"; id: "" } = frame
    ? { kind: frame.kind, id: frame.id }
    : { kind: "all", id: "" };
  return `data: ${JSON.stringify(event)}\n\n`;
};

/**
 * Server-sent events of an authority: keys only. `mayHear` is asked before each event and at each beat, and the stream ends
 * when it refuses, when the reader has gone, when the process is told to stop, and after five minutes (the reader opens it anew).
 */
export function eventStream(la: string, mayHear: () => Promise<boolean>, signal: AbortSignal): ReadableStream {
  const encoder = new TextEncoder();
  const source = frames(la, signal);
  const pump = async (controller: ReadableStreamDefaultController) => {
    controller.enqueue(encoder.encode("retry: 3000\n\n"));
    for (let frame = await source.next(); frame !== "end"; frame = await source.next()) {
      if (!(await mayHear())) break;
      controller.enqueue(encoder.encode(lineOf(frame)));
    }
  };
  return new ReadableStream({
    start(controller) {
      void pump(controller)
        .catch(() => {})
        .finally(() => {
          source.stop();
          try {
            controller.close();
          } catch {
            // The reader was faster and has closed it.
          }
        });
    },
    cancel: source.end,
  });
}
