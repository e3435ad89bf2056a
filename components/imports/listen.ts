export interface Told {
  /** "all": something may have happened unheard. */
  kind: "import" | "records" | "batch" | "all";
  id: string;
}

/** Nobody has touched the page for as long as a session lasts unused: there is nothing to hear any more. */
const awayMs = 30 * 60_000;
const signs = ["pointerdown", "keydown", "visibilitychange"] as const;

/**
 * Hears what changes in an authority while the page is looked at. A hidden or abandoned page is deaf, and told "all" when
 * someone is back. Returns how to stop.
 */
export function listenTo(la: string, hear: (told: Told) => void): () => void {
  let source: EventSource | undefined;
  let lastSign = Date.now();
  let retry: ReturnType<typeof setTimeout> | undefined;
  const looked = () => document.visibilityState === "visible" && Date.now() - lastSign < awayMs;

  const close = () => {
    source?.close();
    source = undefined;
    clearTimeout(retry);
  };
  const open = () => {
    if (source || !looked()) return;
    source = new EventSource(`/api/events?la=${encodeURIComponent(la)}`);
    source.onmessage = ({ data }) => hear(JSON.parse(data));
    source.onerror = () => {
      close();
      retry = setTimeout(open, 3000);
    };
  };
  const sign = () => {
    lastSign = Date.now();
    if (document.visibilityState === "hidden") close();
    else open();
  };
  const watch = setInterval(() => !looked() && close(), 60_000);
  for (const name of signs) document.addEventListener(name, sign);
  open();
  return () => {
    close();
    clearInterval(watch);
    for (const name of signs) document.removeEventListener(name, sign);
  };
}
