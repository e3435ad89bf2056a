/** What became of one file: in the queue, or refused in words. */
export type Fate = { ok: true } | { error: string };

interface Sending {
  la: string;
  file: File;
  /** 0 to 100. */
  onProgress(percent: number): void;
}

function fateOf(request: XMLHttpRequest): Fate {
  if (request.status >= 200 && request.status < 300) return { ok: true };
  try {
    const { error } = JSON.parse(request.responseText);
    if (typeof error === "string") return { error };
  } catch {
    // No words came: ours follow.
  }
  return { error: "The file could not be sent. Try again." };
}

/** Sends one file as the request's body. Never rejects: the connection's faults are words too. */
export function sendFile({ la, file, onProgress }: Sending): Promise<Fate> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/uploads?la=${encodeURIComponent(la)}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name));
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? Math.round((100 * loaded) / total) : 0);
    request.onload = () => resolve(fateOf(request));
    request.onerror = () => resolve({ error: "The connection broke. Send the file again." });
    request.send(file);
  });
}
