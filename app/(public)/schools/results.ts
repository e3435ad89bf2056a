import { type FoundSchool, type FoundSchools, isAsked, type Search } from "@/lib/schools/search";
import { type Choices, filterNames } from "@/lib/schools/terms";
import { listAddress, queryOf } from "../_page/address";
import type { PublicPage } from "../_page/document";
import { type Html, html } from "../_page/html";
import { filterWords, searchForm } from "../_page/search-form";
import { kindWords, milesWords, stateWords } from "../_page/words";

export interface Results {
  search: Search;
  found: FoundSchools;
  choices: Choices;
}

const count = (number: number, what: string): string =>
  `${number.toLocaleString("en-GB")} ${what}${number === 1 ? "" : "s"}`;

function card(school: FoundSchool, about: boolean): Html {
  const state = stateWords(school);
  const place = [school.locality, school.town].filter(Boolean).join(", ");
  const far = school.metres === null ? null : html`<p class="far">${milesWords(school.metres, about)}</p>`;
  return html`<li class="card"><h2><a class="link" href="/schools/${school.urn}">${school.name}</a></h2>${far}
<p>${[place, school.postcode].filter(Boolean).join(" ")}</p><p class="quiet">${kindWords(school)}</p>
${state && html`<p class="closed">${state}</p>`}</li>`;
}

interface Tag {
  words: string;
  without: Search;
}

/** The filters that are on, each with the search that is left without it. */
function tagsOf({ search, choices }: Results): Tag[] {
  const plain = { ...search, page: 1 };
  const named = filterNames.flatMap((name) => {
    const value = search[name];
    if (value === undefined) return [];
    const label = choices[name].find((c) => c.value === value)?.label ?? value;
    return [{ words: `${filterWords[name]}: ${label}`, without: { ...plain, [name]: undefined } }];
  });
  const within: Tag[] = search.within
    ? [{ words: `Within ${count(search.within, "mile")}`, without: { ...plain, within: undefined } }]
    : [];
  const closed: Tag[] = search.closed
    ? [{ words: "Closed schools too", without: { ...plain, closed: undefined } }]
    : [];
  return [...named, ...within, ...closed];
}

function tags(results: Results): Html | null {
  const all = tagsOf(results);
  if (all.length === 0) return null;
  const each = all.map(
    ({
      words,
      without,
    }) => html`<li><a class="tag" href="${listAddress(without)}"><span class="hidden">Remove the filter </span>
${words} <span aria-hidden="true">×</span></a></li>`,
  );
  return html`<ul class="tags" aria-label="Filters">${each}</ul>`;
}

function pageLinks({ search, found }: Results): Html | null {
  const { page, pages } = found;
  if (pages < 2) return null;
  const to = (target: number, rel: string, words: string) =>
    html`<a class="link" rel="${rel}" href="${listAddress({ ...search, page: target })}">${words}</a>`;
  return html`<nav class="pages" aria-label="Pages of results">${page > 1 ? to(page - 1, "prev", "Previous page") : html`<span></span>`}
<span>Page ${page} of ${pages.toLocaleString("en-GB")}</span>
${page < pages ? to(page + 1, "next", "Next page") : html`<span></span>`}</nav>`;
}

function countWords({ search, found }: Results): string {
  const schools = count(found.total, "school");
  const { place, within } = found;
  if (place && within !== null) return `${schools} within ${count(within, "mile")} of “${search.q}”, nearest first`;
  if (place) return `${schools}, those nearest to “${search.q}” first`;
  if (search.q === "") return schools;
  if (found.exact === 0)
    return `No school is spelt like “${search.q}”. ${count(found.total, "school")} with similar words:`;
  if (found.exact === found.total) return `${schools} for “${search.q}”`;
  return `${count(found.exact, "school")} for “${search.q}”, and ${found.total - found.exact} with similar words`;
}

/** Why distances are rough: a whole district was typed, or a postcode that is not known here. */
function aboutWords({ search, found }: Results): Html | null {
  const middleOf = found.place?.middleOf;
  if (!middleOf) return null;
  const typed = search.q.trim().toUpperCase().replace(/\s+/g, " ");
  const why = typed === middleOf ? null : `Where “${search.q}” lies exactly is not known here. `;
  return html`<p class="note">${why}Distances are from about the middle of ${middleOf}.</p>`;
}

function closedLink({ search, found }: Results): Html | null {
  if (found.closed === 0) return null;
  const address = listAddress({ ...search, page: 1, closed: true });
  return html`<p class="after"><a class="link" href="${address}">Show ${count(found.closed, "closed school")} too</a></p>`;
}

const nothingFound = (results: Results): Html => html`<div class="words"><p class="count">No school matches${
  results.search.q && ` “${results.search.q}”`
}.</p>${tags(results)}<ul><li>Check the spelling, or type fewer words: “st john” finds every St John’s.</li>
<li>Try the town alone, or the first half of the postcode, such as LS1.</li>
${tagsOf(results).length > 0 && html`<li>Take a filter away.</li>`}</ul></div>${closedLink(results)}`;

/** No filter has a value only where there is no open school at all. */
const isEmpty = ({ found, choices }: Results) => found.total === 0 && filterNames.every((n) => choices[n].length === 0);

const noSchoolsYet = html`<div class="words"><p class="count">No schools have been loaded here yet.</p><p>Whoever runs Keymark
loads them from Get Information about Schools; <a class="link" href="/sign-in">the page to sign in</a> says how.</p></div>`;

function list(results: Results): Html {
  const { search, found } = results;
  if (isEmpty(results)) return noSchoolsYet;
  if (!isAsked(search))
    return html`<p class="count">Type the name of a school, a town, or a postcode or the beginning of one. Or narrow down
alone: all schools of an authority, for instance.</p>`;
  if (found.total === 0) return nothingFound(results);
  const about = Boolean(found.place?.middleOf);
  return html`<p class="count">${countWords(results)}</p>${aboutWords(results)}${tags(results)}
<ol class="cards">${found.schools.map((school) => card(school, about))}</ol>${pageLinks(results)}${closedLink(results)}
<p class="after"><a class="link" href="/schools.csv?${queryOf({ ...search, page: 1 })}">Download the list (CSV)</a></p>`;
}

/** The page of results; search engines keep it where it lists schools. */
export function resultsPage(results: Results): PublicPage {
  const { search, found, choices } = results;
  const main = html`<h1>Find a school</h1>${searchForm(search, choices)}${list(results)}`;
  const title = search.q ? `${search.q}: schools` : "Schools";
  if (isAsked(search) && found.total === 0) return { title, main };
  const what = isAsked(search) ? countWords(results) : "Find a school";
  const description = `${what}. Schools of England by name, town or postcode, with address, phase, type and distance.`;
  return { title, description, canonical: listAddress({ ...search, page: found.page }), main };
}
