import { html } from "../_page/html";
import type { InformationPage } from "./page";

export const accessibility: InformationPage = {
  address: "/accessibility",
  title: "Accessibility statement",
  about: "What is done so that everyone can use Keymark, what is tested, and what does not work yet.",
  owner: "The Keymark project",
  updated: "2026-11-24",
  body: html`<p>Keymark is made to meet the Web Content Accessibility Guidelines, version 2.2, level AA.</p>
<h2>What you should be able to do</h2><ul>
<li>Use all of it with a keyboard alone, and always see where you are.</li>
<li>Read it on a screen 320 pixels wide, or enlarged to 400 per cent, without scrolling sideways; wide tables and the grid
scroll within themselves.</li>
<li>Use the public pages and sign in without JavaScript.</li>
<li>Read every chart as a table as well. Nothing is said by colour alone.</li>
<li>Read reports on paper as tagged PDF, whose headings, tables and reading order a screen reader knows.</li></ul>
<h2>How it is tested</h2><p>With every version, browser tests go through the main pages by keyboard and with the axe rules,
and let no serious or critical fault pass. Reports’ PDFs are checked for their tags.</p>
<h2>What is not known or does not work</h2><ul>
<li>No independent audit has been made, and no formal claim of conformance is made.</li>
<li>It has not been tried out with people who use screen readers or speech input every day.</li>
<li>The grid for correcting records needs JavaScript, and is the hardest part for a screen reader.</li></ul>
<h2>Telling us</h2><p>If something does not work for you, tell your local authority’s data team; a school can be found in the
School Finder with its telephone number. If you are not content with the answer, the Equality Advisory and Support Service
advises you.</p>`,
};
