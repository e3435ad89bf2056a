import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { type FoundSchool, type FoundSchools, findSchools, type Search } from "@/lib/schools/find";
import { SearchForm } from "../search-form";
import { kindWords, stateWords } from "../words";

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** An address as a search; what is not understood there is as if it were not there. */
async function searchOf({ searchParams }: Props): Promise<Search & { page: number }> {
  const params = await searchParams;
  const first = (name: string) => [params[name]].flat()[0]?.trim() || undefined;
  const number = Number(first("page"));
  const la = first("la");
  return {
    q: first("q")?.slice(0, 100) ?? "",
    page: Number.isInteger(number) && number > 0 ? number : 1,
    la: la && /^\d{3}$/.test(la) ? la : undefined,
    phase: first("phase")?.match(/^[\w ,-]{1,50}$/)?.[0],
  };
}

function addressOf(search: Search, target: number): string {
  const named = { q: search.q, la: search.la, phase: search.phase, page: target > 1 ? String(target) : undefined };
  const given = Object.entries(named).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `/schools?${new URLSearchParams(given)}`;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { q } = await searchOf(props);
  return { title: q ? `${q}: schools` : "Schools", robots: { index: false, follow: true } };
}

function Card({ school }: { school: FoundSchool }) {
  const state = stateWords(school);
  const place = [school.locality, school.town].filter(Boolean).join(", ");
  return (
    <li className="sf-card">
      <h2>
        <a className="sf-link" href={`/schools/${school.urn}`}>
          {school.name}
        </a>
      </h2>
      <p>{[place, school.postcode].filter(Boolean).join(" ")}</p>
      <p className="sf-quiet">{kindWords(school)}</p>
      {state && <p className="sf-closed">{state}</p>}
    </li>
  );
}

function Pages({ search, found }: { search: Search; found: FoundSchools }) {
  const { page: at, pages } = found;
  if (pages < 2) return null;
  const to = (target: number, rel: "prev" | "next", words: string) => (
    <a className="sf-link" rel={rel} href={addressOf(search, target)}>
      {words}
    </a>
  );
  return (
    <nav className="sf-pages" aria-label="Pages of results">
      {at > 1 ? to(at - 1, "prev", "Previous page") : <span />}
      <span>
        Page {at} of {pages.toLocaleString("en-GB")}
      </span>
      {at < pages ? to(at + 1, "next", "Next page") : <span />}
    </nav>
  );
}

function NothingTyped() {
  return <p className="sf-count">Type the name of a school, a town, or a postcode or the beginning of one.</p>;
}

function NothingFound({ q }: { q: string }) {
  return (
    <div className="sf-words">
      <p className="sf-count">No school matches “{q}”.</p>
      <ul>
        <li>Check the spelling, or type fewer words: “st john” finds every St John’s.</li>
        <li>Try the town alone, or the first half of the postcode, such as LS1.</li>
        <li>The school may have another name now; its old name may be listed as closed.</li>
      </ul>
    </div>
  );
}

function Results({ search, found }: { search: Search; found: FoundSchools }) {
  if (search.q === "") return <NothingTyped />;
  if (found.total === 0) return <NothingFound q={search.q} />;
  return (
    <>
      <p className="sf-count">
        {found.total === 1 ? "1 school" : `${found.total.toLocaleString("en-GB")} schools`} for “{search.q}”
      </p>
      <ol className="sf-cards">
        {found.schools.map((school) => (
          <Card key={school.urn} school={school} />
        ))}
      </ol>
      <Pages search={search} found={found} />
    </>
  );
}

export default page(async (props: Props) => {
  const search = await searchOf(props);
  const found = await findSchools(search);
  return (
    <main id="main" tabIndex={-1} className="sf-page">
      <h1 className="sf-title">Find a school</h1>
      <SearchForm q={search.q} />
      <Results search={search} found={found} />
    </main>
  );
});
