import type { SchoolPage as School, SchoolLink } from "@/lib/schools/find";
import { senChoices } from "@/lib/schools/groups";
import { absolute, type PublicPage } from "../../_page/document";
import { type Html, html, structured } from "../../_page/html";
import { searchForm } from "../../_page/search-form";
import { dayWords, kindWords, said, stateWords } from "../../_page/words";

const anchor = (href: string, words: string): Html => html`<a class="link" href="${href}">${words}</a>`;

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

const pupils = (number: number | null): string | null =>
  number === null ? null : `${number.toLocaleString("en-GB")} pupils`;

const senWords = (codes: string[]): string | null =>
  senChoices
    .filter((c) => codes.includes(c.value))
    .map((c) => c.label)
    .join("; ") || null;

type Fact = [label: string, value: Html | string | null];

const contactFacts = (s: School): Fact[] => [
  ["Address", addressOf(s)],
  ["Telephone", s.telephone && anchor(`tel:${s.telephone}`, s.telephone)],
  ["E-mail", s.email && anchor(`mailto:${s.email}`, s.email)],
  ["Website", s.website && anchor(s.website, s.website.replace(/^https?:\/\//, ""))],
  ["Head", headOf(s)],
  ["Open days", s.openDays],
];

const schoolFacts = (s: School): Fact[] => [
  ["Age range", ageWords(s)],
  ["Phase", said(s.phase)],
  ["Type", said(s.type)],
  ["Boys or girls", said(s.gender)],
  ["Religious character", said(s.religiousCharacter)],
  ["Admissions", s.admissionsPolicy === "Selective" ? s.admissionsPolicy : null],
  ["Special educational needs", senWords(s.sen)],
  ["Capacity", pupils(s.capacity)],
  ["On roll", pupils(s.pupils)],
  ["Local authority", s.laName && anchor(`/schools?la=${s.laCode}`, s.laName)],
  ["DfE number", s.estab && `${s.laCode}/${s.estab}`],
  ["URN", s.urn],
  ["Opened", dayWords(s.openDate)],
  [s.closed ? "Closed" : "Closes", dayWords(s.closeDate)],
];

function facts(all: Fact[]): Html {
  const told = all.filter(([, value]) => value !== null && value !== "");
  return html`<dl class="facts">${told.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function links(title: string, all: SchoolLink[]): Html | null {
  if (all.length === 0) return null;
  const each = all.map(
    (
      link,
    ) => html`<li class="card">${link.known ? anchor(`/schools/${link.urn}`, link.name ?? link.urn) : (link.name ?? link.urn)}
<span class="quiet"> URN ${link.urn}${link.date && `, ${dayWords(link.date)}`}</span></li>`,
  );
  return html`<h2>${title}</h2><ul class="cards">${each}</ul>`;
}

/** Authority 999 is the one for tests: nobody else knows its schools. */
function elsewhere(school: School): Html | null {
  if (school.laCode === "999") return null;
  const register = `https://get-information-schools.service.gov.uk/Establishments/Establishment/Details/${school.urn}`;
  return html`<h2>Elsewhere</h2><ul class="cards">
<li class="card">${anchor(`https://reports.ofsted.gov.uk/search?q=${school.urn}`, "Ofsted reports")}</li>
<li class="card">${anchor(register, "Get Information about Schools")}</li></ul>`;
}

const canonicalOf = (school: School): string => `/schools/${school.urn}`;

/** schema.org's School: what is not known is left out. */
function factsForEngines(s: School): Html {
  const address = {
    "@type": "PostalAddress",
    streetAddress: [s.street, s.locality, s.address3].filter(Boolean).join(", ") || undefined,
    addressLocality: s.town ?? undefined,
    addressRegion: s.county ?? undefined,
    postalCode: s.postcode ?? undefined,
    addressCountry: "GB",
  };
  return structured({
    "@context": "https://schema.org",
    "@type": "School",
    "@id": absolute(canonicalOf(s)),
    name: s.name,
    identifier: { "@type": "PropertyValue", propertyID: "URN", value: s.urn },
    url: s.website ?? absolute(canonicalOf(s)),
    telephone: s.telephone ?? undefined,
    email: s.email ?? undefined,
    foundingDate: dayWords(s.openDate) ? s.openDate : undefined,
    dissolutionDate: s.closed ? (s.closeDate ?? undefined) : undefined,
    address,
  });
}

/** A school's page. */
export function drawSchool(school: School): PublicPage {
  const state = stateWords(school);
  const place = [school.town, school.postcode].filter(Boolean).join(" ");
  const near =
    school.postcode &&
    html`<p class="after">${anchor(`/schools?q=${encodeURIComponent(school.postcode)}`, "Schools nearby")}</p>`;
  const main = html`<h1>${school.name}</h1>${state && html`<p class="closed">${state}</p>`}
<p class="quiet">${kindWords(school)}</p><h2>Contact</h2>${facts(contactFacts(school))}
<h2>The school</h2>${facts(schoolFacts(school))}${links("Followed by", school.successors)}
${links("Took over from", school.predecessors)}${elsewhere(school)}<h2>Another school</h2>${near}${searchForm({})}`;
  return {
    title: school.name,
    description: `${[school.name, place].filter(Boolean).join(", ")}: address, contact, age range and more.`,
    canonical: canonicalOf(school),
    facts: factsForEngines(school),
    main,
  };
}
