/** A part of a whole as a bar with its numbers. More than the whole fills the bar; the numbers say how many. */
export function Progress({ label, count, of }: { label: string; count: number; of: number }) {
  const share = of > 0 ? Math.min(1, count / of) : 0;
  return (
    <span className="flex items-center gap-3">
      <span className="whitespace-nowrap">
        <strong>{count}</strong> of {of}
        <span className="sr-only"> {label}</span>
      </span>
      <span aria-hidden="true" className="hidden h-3 w-32 border border-edge sm:block">
        <span className="block h-full bg-accent" style={{ width: `${share * 100}%` }} />
      </span>
    </span>
  );
}
