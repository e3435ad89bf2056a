import type { Search } from "@/lib/schools/search";
import type { Choices, FilterName } from "@/lib/schools/terms";
import { type Html, html } from "./html";

export const distances = [1, 3, 5, 10, 20];

/** What each filter is called, in the order of the form. */
export const filterWords: Record<FilterName, string> = {
  phase: "Phase",
  type: "Type of school",
  faith: "Religious character",
  gender: "Boys or girls",
  sen: "Special educational needs",
  la: "Local authority",
};

const option = (value: string, label: string, chosen: boolean): Html =>
  html`<option value="${value}"${chosen && html` selected`}>${label}</option>`;

const select = (name: string, label: string, options: Html): Html =>
  html`<p><label for="${name}">${label}</label><select id="${name}" name="${name}">${options}</select></p>`;

function filterFields(search: Partial<Search>, choices: Choices): Html {
  const fields = Object.entries(filterWords).map(([key, label]) => {
    const name = key as FilterName;
    const options = choices[name].map((c) => option(c.value, c.label, search[name] === c.value));
    return options.length > 0 && select(name, label, html`${option("", "Any", !search[name])}${options}`);
  });
  const miles = distances.map((d) => option(String(d), d === 1 ? "1 mile" : `${d} miles`, search.within === d));
  const within = select("within", "Distance from the postcode", html`${option("", "Any", !search.within)}${miles}`);
  return html`<details class="filters"><summary>Narrow down</summary><div class="fields">${fields}${within}<p class="tick">
<input type="checkbox" id="closed" name="closed" value="1"${search.closed && html` checked`}>
<label for="closed">Closed schools too</label></p></div><button type="submit">Apply</button></details>`;
}

/** The search box, with filters where they are given. A plain GET form: its address can be kept, and it needs no script. */
export const searchForm = (search: Partial<Search>, choices?: Choices): Html => html`<search>
<form class="form" action="/schools" method="get"><label for="q">School name, town or postcode</label><div class="box">
<input id="q" name="q" type="search" value="${search.q}" maxlength="100" autocomplete="off" spellcheck="false">
<button type="submit">Search</button></div>${choices && filterFields(search, choices)}</form></search>`;
