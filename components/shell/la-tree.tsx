"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";

interface Props {
  la: string;
  /** Those that the reader may see; without any, only the list of schools is left. */
  datasets: { id: string; title: string; years: number[] }[];
  /** The years that the season's page has. */
  seasons: number[];
  /** The year that the links lead to where the page has none. */
  year: number;
  /** May the reader administer the authority? */
  administers: boolean;
}

const yearIn = (text: string | null | undefined): number | undefined =>
  text && /^20\d\d$/.test(text) ? Number(text) : undefined;

/** What administrators see to, by its part of the address. */
const authority = [
  { part: "people", label: "People" },
  { part: "requests", label: "Requests" },
  { part: "agreements", label: "Schools’ agreements" },
  { part: "localities", label: "Localities" },
  { part: "settings", label: "Settings" },
  { part: "history", label: "History" },
  { part: "outbox", label: "Outbox" },
];

/** The authority's workspace at the left: the season, imports, batches, schools, the datasets of the year that is looked at. */
export function LaTree({ la, datasets, seasons, year, administers }: Props) {
  const path = usePathname();
  const query = useSearchParams().get("year");
  const shown = yearIn(path.split("/data/")[1]?.split("/")[1]) ?? yearIn(query) ?? year;
  const base = `/la/${la}`;
  const sees = datasets.length > 0;
  const link = ({ href, label, at }: { href: string; label: string; at: string }) => {
    const current = at === base ? path === base : path === at || path.startsWith(`${at}/`);
    return (
      <li key={at}>
        <Link
          href={href}
          prefetch={false}
          aria-current={current ? "page" : undefined}
          className="block border-l-4 border-transparent py-1.5 pl-3 pr-2 hover:bg-paper aria-[current]:border-accent aria-[current]:bg-paper aria-[current]:font-semibold"
        >
          {label}
        </Link>
      </li>
    );
  };
  // A dataset that is not held for the year that is looked at leads to its newest.
  const datasetLink = ({ id, title, years }: Props["datasets"][number]) => {
    const held = years.includes(shown) ? shown : (years.at(-1) ?? shown);
    const label = held === shown ? title : `${title}, ${held}`;
    return link({ href: `${base}/data/${id}/${held}`, label, at: `${base}/data/${id}` });
  };
  const season = seasons.includes(shown) ? `${base}?year=${shown}` : base;
  return (
    <nav aria-label="Workspace" className="screen-only bg-wash py-4 lg:w-60 lg:shrink-0">
      <ul className="flex flex-wrap lg:block">
        {sees && link({ href: season, label: "This season", at: base })}
        {sees && link({ href: `${base}/imports`, label: "Imports", at: `${base}/imports` })}
        {sees && link({ href: `${base}/batches`, label: "Batches", at: `${base}/batches` })}
        {link({ href: `${base}/schools`, label: "Schools", at: `${base}/schools` })}
      </ul>
      {sees && (
        <>
          <h2 className="mt-4 px-4 text-dense font-semibold text-muted">Datasets, {shown}</h2>
          <ul className="mt-1 flex flex-wrap lg:block">{datasets.map(datasetLink)}</ul>
        </>
      )}
      {administers && (
        <>
          <h2 className="mt-4 px-4 text-dense font-semibold text-muted">Authority</h2>
          <ul className="mt-1 flex flex-wrap lg:block">
            {authority.map(({ part, label }) => link({ href: `${base}/${part}`, label, at: `${base}/${part}` }))}
          </ul>
        </>
      )}
    </nav>
  );
}
