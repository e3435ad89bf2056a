import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache, type ReactNode } from "react";
import { page } from "@/app/_web/page";
import { NotFound } from "@/lib/errors";
import { type SchoolPage as School, type SchoolLink, schoolPage } from "@/lib/schools/find";
import { SearchForm } from "../../search-form";
import { dayWords, kindWords, said, stateWords } from "../../words";

interface Props {
  params: Promise<{ urn: string }>;
}

/** Once a request, for the head and the body of the page. */
const schoolAt = cache(async (urn: string): Promise<School> => {
  try {
    return await schoolPage(urn);
  } catch (error) {
    if (error instanceof NotFound) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const school = await schoolAt((await params).urn);
  const place = [school.town, school.postcode].filter(Boolean).join(" ");
  return { title: school.name, description: `${[school.name, place].filter(Boolean).join(", ")}: contact details.` };
}

const anchor = (href: string, words: string) => (
  <a className="sf-link" href={href}>
    {words}
  </a>
);

const addressOf = (s: School): string | null =>
  [s.street, s.locality, s.address3, s.town, s.county, s.postcode].filter(Boolean).join(", ") || null;

function ageWords({ lowAge, highAge }: School): string | null {
  if (lowAge === null || highAge === null) return null;
  return `${lowAge} to ${highAge}`;
}

function headOf({ head, headJobTitle }: School): string | null {
  if (head === null) return null;
  return headJobTitle && !/^head ?teacher$/i.test(headJobTitle) ? `${head} (${headJobTitle})` : head;
}

type Fact = [label: string, value: ReactNode];

const contactFacts = (s: School): Fact[] => [
  ["Address", addressOf(s)],
  ["Telephone", s.telephone && anchor(`tel:${s.telephone}`, s.telephone)],
  ["E-mail", s.email && anchor(`mailto:${s.email}`, s.email)],
  ["Website", s.website && anchor(s.website, s.website.replace(/^https?:\/\//, ""))],
  ["Head", headOf(s)],
];

const schoolFacts = (s: School): Fact[] => [
  ["Age range", ageWords(s)],
  ["Phase", said(s.phase)],
  ["Type", said(s.type)],
  ["Boys or girls", said(s.gender)],
  ["Religious character", said(s.religiousCharacter)],
  ["Capacity", s.capacity === null ? null : `${s.capacity.toLocaleString("en-GB")} pupils`],
  ["Local authority", s.laName],
  ["DfE number", s.estab && `${s.laCode}/${s.estab}`],
  ["URN", s.urn],
  ["Opened", dayWords(s.openDate)],
  [s.closed ? "Closed" : "Closes", dayWords(s.closeDate)],
];

function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="sf-facts">
      {facts
        .filter(([, value]) => value !== null && value !== "")
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Links({ title, links }: { title: string; links: SchoolLink[] }) {
  if (links.length === 0) return null;
  return (
    <>
      <h2 className="sf-section">{title}</h2>
      <ul className="sf-cards">
        {links.map((link) => (
          <li key={`${link.urn} ${link.type}`} className="sf-card">
            {link.known ? anchor(`/schools/${link.urn}`, link.name ?? link.urn) : (link.name ?? link.urn)}
            <span className="sf-quiet">
              {" "}
              URN {link.urn}
              {link.date && `, ${dayWords(link.date)}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Authority 999 is the one for tests: nobody else knows its schools. */
function Elsewhere({ school }: { school: School }) {
  if (school.laCode === "999") return null;
  return (
    <>
      <h2 className="sf-section">Elsewhere</h2>
      <ul className="sf-cards">
        <li className="sf-card">{anchor(`https://reports.ofsted.gov.uk/search?q=${school.urn}`, "Ofsted reports")}</li>
        <li className="sf-card">
          {anchor(
            `https://get-information-schools.service.gov.uk/Establishments/Establishment/Details/${school.urn}`,
            "Get Information about Schools",
          )}
        </li>
      </ul>
    </>
  );
}

export default page(async ({ params }: Props) => {
  const school = await schoolAt((await params).urn);
  const state = stateWords(school);
  return (
    <main id="main" tabIndex={-1} className="sf-page">
      <h1 className="sf-title">{school.name}</h1>
      {state && <p className="sf-closed">{state}</p>}
      <p className="sf-quiet">{kindWords(school)}</p>
      <h2 className="sf-section">Contact</h2>
      <Facts facts={contactFacts(school)} />
      <h2 className="sf-section">The school</h2>
      <Facts facts={schoolFacts(school)} />
      <Links title="Followed by" links={school.successors} />
      <Links title="Took over from" links={school.predecessors} />
      <Elsewhere school={school} />
      <h2 className="sf-section">Another school</h2>
      <SearchForm />
    </main>
  );
});
