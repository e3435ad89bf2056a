"use client";

import { usePathname } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";

/** What the server says of the session: milliseconds to its ends. */
interface Left {
  idleMs: number;
  endMs: number;
}

const warnMs = 2 * 60_000;
const lookMs = 28 * 60_000;

async function ask(method: "GET" | "POST"): Promise<Left | null | undefined> {
  try {
    const answer = await fetch("/api/session", { method, cache: "no-store" });
    if (answer.status === 404) return null;
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

type Shown = "nothing" | "idle" | "last" | "ended";

const shownFor = (left: Left): Shown => {
  if (Math.min(left.idleMs, left.endMs) > warnMs) return "nothing";
  return left.endMs <= warnMs ? "last" : "idle";
};

/** When to look again: at the warning, then at the end; after a failed try in half a minute. */
function nextLook(left: Left | undefined): number {
  if (!left) return 30_000;
  const ends = Math.min(left.idleMs, left.endMs);
  return ends > warnMs ? Math.min(ends - warnMs, lookMs) : ends + 1000;
}

const titles = {
  idle: "You will be signed out in two minutes",
  last: "Your session ends in two minutes",
  ended: "You have been signed out",
};

const words = {
  idle: "Nothing was done here for nearly half an hour. Stay signed in to go on; what you have typed stays as it is.",
  last: "A session lasts twelve hours at most. Save what you are working on, then sign in again.",
  ended: "What you have typed here is kept. Sign in again in a new tab, then come back and go on.",
};

/** Says two minutes before a session ends that it will; one key keeps it. Nothing that was typed is lost when it ends. */
export function IdleWatch() {
  const [shown, setShown] = useState<Shown>("nothing");
  const dialog = useRef<HTMLDialogElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const path = usePathname();

  const look = useCallback(async (method: "GET" | "POST" = "GET") => {
    clearTimeout(timer.current);
    const left = await ask(method);
    if (left === null) return setShown("ended");
    if (left) setShown(shownFor(left));
    timer.current = setTimeout(look, nextLook(left));
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that is opened is a use, and the clock begins anew
  useEffect(() => {
    timer.current = setTimeout(look, lookMs);
    return () => clearTimeout(timer.current);
  }, [look, path]);

  useEffect(() => {
    const back = () => document.visibilityState === "visible" && void look();
    document.addEventListener("visibilitychange", back);
    return () => document.removeEventListener("visibilitychange", back);
  }, [look]);

  useEffect(() => {
    if (shown === "nothing") dialog.current?.close();
    else if (!dialog.current?.open) dialog.current?.showModal();
  }, [shown]);

  if (shown === "nothing") return null;
  return (
    <dialog
      ref={dialog}
      aria-labelledby="idle-title"
      onCancel={(event) => event.preventDefault()}
      className="screen-only m-auto max-w-lg border border-rule bg-paper p-6 text-ink shadow-menu backdrop:bg-ink/40"
    >
      <h2 id="idle-title" className="text-large">
        {titles[shown]}
      </h2>
      <p className="mt-2">{words[shown]}</p>
      <div className="mt-4 flex flex-wrap items-center gap-4">
        {shown === "idle" && (
          <Button type="button" autoFocus onClick={() => look("POST")}>
            Stay signed in
          </Button>
        )}
        {shown === "last" && (
          <Button type="button" autoFocus onClick={() => setShown("nothing")}>
            Go on for now
          </Button>
        )}
        {shown === "ended" && (
          <>
            <a href="/sign-in" target="_blank" rel="noreferrer" className="text-link">
              Sign in (new tab)
            </a>
            <Button type="button" onClick={() => look()}>
              I have signed in again
            </Button>
          </>
        )}
      </div>
    </dialog>
  );
}
