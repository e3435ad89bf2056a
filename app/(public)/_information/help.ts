import { html } from "../_page/html";
import type { InformationPage } from "./page";

const owner = "The Keymark project";
const updated = "2026-11-24";

/** One page for each tool that this version has. */
export const helpPages: InformationPage[] = [
  {
    address: "/help/school-finder",
    title: "School Finder",
    about: "How to find a school by name, town or postcode, narrow a list down and keep it.",
    owner,
    updated,
    body: html`<h2>What to type</h2><ul>
<li>A name or a part of it: “st john” finds every St John’s. Saint and St, Church of England and CE are the same. Where
little is spelt as you typed it, schools with similar words are shown and the page says so.</li>
<li>A town.</li>
<li>A postcode, or the first half of one: the schools around it, nearest first, within 5 miles; within 20 or beyond where
there is none. Distances are in a straight line. Where a postcode is not known here, they are from about the middle of the
schools nearby, and the page says “about”.</li>
<li>A URN or a DfE number such as 380/2001.</li></ul>
<h2>Narrow down</h2><p>By phase, type, religious character, boys or girls, special educational needs, local authority and
distance. Each filter that is on stands above the list as a tag; choose the tag to take it away. Filters work without words
as well: choose a local authority alone for all its schools. Closed schools are left out unless you ask for them.</p>
<h2>Keep it</h2><p>The address of a list or a school can be kept and sent to others. “Download the list (CSV)” gives the whole
list as a file for a spreadsheet.</p>
<h2>Where it comes from</h2><p>From Get Information about Schools, as last loaded here. E-mail addresses and open days come
from the local authority. A school corrects its entry in Get Information about Schools itself. Places of postcodes, where
they were loaded, are from the ONS Postcode Directory or Code-Point Open: contains OS data © Crown copyright and database
right, Royal Mail data © Royal Mail copyright and database right, and National Statistics data © Crown copyright and
database right.</p>`,
  },
  {
    address: "/help/signing-in",
    title: "Signing in",
    about: "How to sign in, change between your schools, and why you are signed out.",
    owner,
    updated,
    body: html`<p>Your local authority enters you with your e-mail address. The public pages need no sign-in.</p>
<h2>Several schools</h2><p>The bar at the top names whose data you see. With more than one school or role, choose it there; a
bookmark of a school’s page opens with your own right for that school.</p>
<h2>What you may see</h2><p>Levels 1 and 2 see pupils and figures of their school. Level 3 sees figures and no pupil; small
numbers are withheld.</p>
<h2>Signed out</h2><p>After half an hour without use, and after twelve hours in any case. After several wrong passwords each
further try takes longer; wait a quarter of an hour, or ask your authority.</p>`,
  },
  {
    address: "/help/our-school",
    title: "Our School",
    about: "The first page of a school: what stands out, the Standard Pack, five years, what needs doing.",
    owner,
    updated,
    body: html`<p>The page says in sentences what stands out in the latest results, opens the Standard Pack, shows the
headline figures of five years beside the authority and England, and lists what is new and what needs doing.</p>
<p>A year without results is a gap in a chart, not a nought. England’s figures are those that the Department for Education
published, where they are known here.</p>`,
  },
  {
    address: "/help/standard-reports",
    title: "Standard Reports and the Standard Pack",
    about: "Reports of the EYFS profile and the phonics screening check, and how to keep them as PDF, Excel or CSV.",
    owner,
    updated,
    body: html`<p>Reports are made from the records as they are when you open one. The Standard Pack holds every report of a
year in one document.</p>
<h2>The profile until 2019 and since 2022</h2><p>Goals and marks changed in 2022, and no statutory profile was collected in 2020
and 2021. A report of a year up to 2019 has that framework’s goals and points, and years of the two are never set side by
side.</p>
<h2>Forms</h2><p>On the page, and to download: PDF to print or send, Excel and CSV to work with. All say the same numbers.</p>
<h2>Figures that are not shown</h2><p>Small numbers are withheld from those who may not see pupils, and with them any figure
from which they could be worked out. A figure that cannot be given says why.</p>`,
  },
  {
    address: "/help/imports",
    title: "Imports",
    about: "How an authority’s officers send pupil results files in, and what happens to a file.",
    owner,
    updated,
    body: html`<p>For staff of the authority with the right to import. The EYFS profile and the phonics screening check are
taken from schools’ Common Transfer Files (XML), singly or many in a ZIP, and from
<a href="/help/spreadsheets">spreadsheets</a> (CSV, XLSX), for which there are templates.</p>
<h2>Which years</h2><p>Phonics from 2022 on; the profile from 2022 on with goals E01 to E17, and of 2013 to 2019 with goals G01
to G17. Goals of the other years are an error.</p>
<h2>What happens to a file</h2><p>It waits in the queue, is read, matched to its school and checked. Then its records are live
at once. A file that cannot be taken says why, and what would be right.</p>
<h2>When it asks</h2><p>Where records held for a school are not in the new file, the upload waits for your answer: remove them
or keep them.</p>`,
  },
  {
    address: "/help/spreadsheets",
    title: "Spreadsheets",
    about: "How results come in from a CSV or Excel file: which columns, what is asked, what Excel spoils.",
    owner,
    updated,
    body: html`<p>CSV and XLSX files are sent on the authority’s Imports page like any other file. A template of each dataset and
year is there to download: the columns with the headings that are understood.</p>
<h2>Columns</h2><p>Columns are known by their headings, in any order, also under other names that are in use. A heading that is
not known is asked about once: say which column it is, or leave it out. The answer is kept for your authority.</p>
<h2>School and year</h2><p>Where the file does not say its school or its year, the upload waits until you have said them.</p>
<h2>What Excel does</h2><p>Dates may be 31/08/2019, 2019-08-31 or the number that Excel makes of a date. A UPN that became a number
such as 1E+12 cannot be read back: its row is kept out and named. Make the column text before typing or pasting UPNs. Rows that
cannot be read are named by their number in the sheet; the others come in.</p>`,
  },
  {
    address: "/help/correcting-records",
    title: "Correcting records",
    about: "The grid in which officers see what is wrong with a dataset’s records and put it right.",
    owner,
    updated,
    body: html`<p>Choose a dataset in the tree at the left. Errors must be put right; queries may be right and can be marked
“correct”, which holds while the values stay the same.</p>
<h2>By keyboard</h2><p>Arrow keys move. Enter or F2 opens a cell, and so does typing. Escape leaves it as it was. Delete empties
it. Ctrl and Z takes your last change back. Enter in the head of a column goes to its filter. Copied cells can be pasted.</p>
<h2>Beside the grid</h2><p>What is wrong with the chosen record, what would be right, and who changed it when. Amending is the
exception: ask the school to correct its own system and send the file again.</p>`,
  },
  {
    address: "/help/batches",
    title: "Batches",
    about: "How an authority’s officers make reports for many schools at once, as PDF.",
    owner,
    updated,
    body: html`<p>For staff of the authority who may see the results. Choose reports, a year and schools on the Batches page; it
says how many files that makes, and for which schools no results are held, before you make them.</p>
<h2>What is made</h2><p>One PDF per school: the Standard Pack, or the single reports that you tick, one after another in the same
file. “No pupils” makes the files as a reader of Level 3 sees the school, for governors and others who may not see pupils.</p>
<h2>Schools</h2><p>All that the reports are for, those of a phase, those of a Locality, or those that you tick. The list of schools
has a filter by name or number, and “Tick” and “Untick” for all that it shows.</p>
<h2>While it is made</h2><p>You may leave the page. Each school’s file is made by itself: one that fails says why, holds up no other,
and can be retried alone. Authorities are served in turn.</p>
<h2>Download</h2><p>“Download ZIP” holds a file per school, named with the school’s name and DfE number. “Download one PDF” holds all
schools one after another, with bookmarks by school. Each school’s file can be had alone, as PDF or Excel.</p>
<h2>When data change</h2><p>Files stay as they were made. A batch says when a school’s own data, or its entry in the register, have
changed since, and when only the comparisons have: the Locality’s, the authority’s or England’s figures. Either can be made again;
the new file replaces the old one.</p>
<h2>How long they are kept</h2><p>Thirty days after the batch is through; the page says until when. Then the files are deleted, and
the batch can be made again from the data of that day.</p>`,
  },
  {
    address: "/help/season",
    title: "This season",
    about: "How far each dataset of an authority has come, and the next thing to do.",
    owner,
    updated,
    body: html`<p>The authority’s first page. For each dataset of the year: the schools in, the schools clean, errors and open
queries, and the next thing to do as a link. A school is clean when it has no error and no open query. “Schools” lists the
authority’s schools, each leading to what that school sees.</p>`,
  },
];
