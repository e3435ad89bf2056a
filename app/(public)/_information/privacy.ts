import { html } from "../_page/html";
import type { InformationPage } from "./page";

export const privacy: InformationPage = {
  address: "/privacy",
  title: "Privacy notice",
  about: "What Keymark holds about visitors, about people who sign in and about pupils, and for how long.",
  owner: "The Keymark project, for the organisation that runs this site",
  updated: "2026-11-24",
  body: html`<h2>If you only look</h2><p>The School Finder and these pages set no cookie and load nothing from elsewhere. They
count how often an information page is opened, and nothing about who opened it. They show what is public in Get Information
about Schools, which names heads of schools, and what local authorities publish about their schools.</p>
<h2>If you sign in</h2><p>Held about you: your e-mail address and name, a password in a form from which it cannot be read, your
role, your schools and your rights. One cookie keeps you signed in; it is gone when you close the browser, and ends after half
an hour without use. Wrong passwords are counted for a day, under a code made from the address. What you do with pupils’
records is noted in a log that cannot be altered: who, what, when, for which school, and never a pupil’s name.</p>
<h2>If you are a pupil or a parent</h2><p>Schools send pupils’ results to their local authority, which the law asks them to do.
Held here: name, pupil number, date of birth, sex, school, year group and results of the EYFS profile and the phonics
screening check. The local authority is the controller of these data: ask it what is held about your child, to correct it,
or to object. It also says on what legal ground and for how long it keeps records; its own privacy notice is the one
that counts.</p>
<h2>Who sees pupils’ data</h2><p>Staff of the authority and of the pupil’s own school who were given the right. Everyone else
who may sign in sees figures without names, with small numbers withheld. Nothing is sent to anyone else by this product.</p>
<h2>How long</h2><p>Files as they were sent in are deleted 30 days after they were dealt with. Records are kept until the
authority takes them out.</p>
<h2>Complaints</h2><p>Speak to the data protection officer of your local authority first. You may also complain to the
Information Commissioner’s Office.</p>`,
};
