"use client";

import { useRouter } from "next/navigation";
import { type ChangeEvent, useCallback, useEffect, useRef, useState } from "react";
import { Status } from "@/components/ui/status";
import { useFileDrop } from "./drop";
import { ProgressBar } from "./progress-bar";
import { sendFile } from "./send";

interface Sent {
  key: number;
  name: string;
  /** 0 to 100 while it is being sent. */
  percent: number;
  /** How it ended: null while it has not. */
  end: { error?: string } | null;
}

let keys = 0;

function useSending(la: string, capBytes: number) {
  const router = useRouter();
  const [sent, setSent] = useState<Sent[]>([]);
  const line = useRef(Promise.resolve());
  const update = useCallback(
    (key: number, change: Partial<Sent>) => setSent((all) => all.map((s) => (s.key === key ? { ...s, ...change } : s))),
    [],
  );
  const send = useCallback(
    (files: File[]) => {
      const added = files.map((file) => ({ file, key: keys++ }));
      setSent((all) => [
        ...added.map(({ file, key }) => ({ key, name: file.name, percent: 0, end: null })),
        ...all.filter((s) => s.end === null || s.end.error),
      ]);
      for (const { file, key } of added) {
        line.current = line.current.then(async () => {
          const fate =
            file.size > capBytes
              ? {
                  error: `The file is larger than ${Math.floor(capBytes / 2 ** 20)} MB, the most that is taken. Send it in parts.`,
                }
              : await sendFile({ la, file, onProgress: (percent) => update(key, { percent }) });
          update(key, { percent: 100, end: "error" in fate ? { error: fate.error } : {} });
          router.refresh();
        });
      }
    },
    [la, capBytes, router, update],
  );
  const forget = (key: number) => setSent((all) => all.filter((s) => s.key !== key));
  return { sent, send, forget };
}

function SentLine({ sent, forget }: { sent: Sent; forget(): void }) {
  const { name, percent, end } = sent;
  return (
    <li className="border-b border-rule py-2 text-dense">
      <div className="flex items-start justify-between gap-4">
        <p className="min-w-0 break-words font-semibold">{name}</p>
        {end?.error && (
          <button type="button" onClick={forget} className="min-h-6 shrink-0 cursor-pointer px-1 text-link">
            Dismiss<span className="sr-only"> {name}</span>
          </button>
        )}
      </div>
      {end === null && (
        <ProgressBar label={`Sending ${name}`} percent={percent} words={percent === 100 ? "Entering it" : undefined} />
      )}
      {end?.error && <Status mark="bell">{end.error}</Status>}
    </li>
  );
}

/** Files that are still to be sent are lost with the page: the browser asks first. */
function useLeaving(sending: boolean): void {
  useEffect(() => {
    if (!sending) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [sending]);
}

/** What is on its way or was refused, file by file; what went well is a number, for it stands in the queue. */
function SentList({ sent, forget }: { sent: Sent[]; forget(key: number): void }) {
  const well = sent.filter((s) => s.end && !s.end.error);
  const others = sent.filter((s) => !s.end || s.end.error);
  return (
    <ul aria-live="polite" aria-label="Files sent from this page" className={sent.length > 0 ? "mt-2" : undefined}>
      {well.length > 0 && (
        <li className="border-b border-rule py-2 text-dense">
          <Status mark="arrow">{well.length === 1 ? `Sent: ${well[0]?.name}` : `${well.length} files sent`}</Status>
        </li>
      )}
      {others.map((each) => (
        <SentLine key={each.key} sent={each} forget={() => forget(each.key)} />
      ))}
    </ul>
  );
}

/** "Import new file": by button or by dropping files anywhere on the page; each file's own progress and end in words. */
export function Uploader({ la, capBytes }: { la: string; capBytes: number }) {
  const { sent, send, forget } = useSending(la, capBytes);
  useLeaving(sent.some((s) => s.end === null));
  const over = useFileDrop(send);
  const [script, setScript] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    setScript(true);
    // Files that were chosen while the page was still loading its scripts.
    const early = [...(input.current?.files ?? [])];
    if (early.length === 0 || !input.current) return;
    send(early);
    input.current.value = "";
  }, [send]);
  const chosen = ({ target }: ChangeEvent<HTMLInputElement>) => {
    if (!script) return;
    send([...(target.files ?? [])]);
    target.value = "";
  };
  return (
    <div>
      <form
        method="post"
        encType="multipart/form-data"
        action={`/api/uploads/form?la=${la}`}
        className={`flex flex-wrap items-center gap-x-4 gap-y-2 border border-dashed p-4 ${over ? "border-accent bg-wash" : "border-edge"}`}
      >
        <input
          ref={input}
          id="import-file"
          name="file"
          type="file"
          multiple
          className="peer sr-only"
          onChange={chosen}
          aria-describedby="import-takes"
        />
        <label
          htmlFor="import-file"
          className="cursor-pointer rounded-small bg-accent px-4 py-2 font-semibold text-paper hover:bg-accent-deep peer-focus-visible:outline-3 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent"
        >
          Import new file
        </label>
        <p id="import-takes" className="text-dense text-muted">
          {over ? "Let go to send" : "Or drop files here."} CTF, FSP or PHO files (.xml), spreadsheets (.csv, .xlsx), or
          a ZIP of them, up to {Math.floor(capBytes / 2 ** 20)} MB.
        </p>
        <noscript>
          <button type="submit" className="rounded-small border border-edge px-3 py-1">
            Send the chosen files (up to 50 MB)
          </button>
        </noscript>
      </form>
      <SentList sent={sent} forget={forget} />
    </div>
  );
}
