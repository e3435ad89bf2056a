const look =
  "h-2 w-40 max-w-full appearance-none border border-edge bg-paper [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-paper [&::-webkit-progress-value]:bg-accent";

/** How far something is, 0 to 100, as a bar and in words. */
export function ProgressBar({ label, percent, words }: { label: string; percent: number; words?: string }) {
  return (
    <div className="mt-1 flex items-center gap-3">
      <progress className={look} max={100} value={percent} aria-label={label} />
      <span>{words ?? `${percent} %`}</span>
    </div>
  );
}
