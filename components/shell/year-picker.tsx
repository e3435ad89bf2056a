import Link from "next/link";

/** The years as links, newest last; stands at the top right of a page. */
export function YearPicker({
  years,
  current,
  hrefOf,
}: {
  years: number[];
  current: number;
  hrefOf(year: number): string;
}) {
  return (
    <nav aria-label="Year" className="screen-only">
      <ul className="flex flex-wrap border border-edge">
        {years.map((year) => (
          <li key={year} className="border-l border-edge first:border-l-0">
            <Link
              href={hrefOf(year)}
              prefetch={false}
              aria-current={year === current ? "true" : undefined}
              className="block min-h-8 px-3 py-1 hover:bg-wash aria-[current]:bg-accent aria-[current]:font-semibold aria-[current]:text-paper"
            >
              {year}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
