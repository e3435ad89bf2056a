import { withPublic } from "@/lib/database";

export interface FirstStepsHeld {
  authority: boolean;
  register: boolean;
}

interface FirstStep {
  title: string;
  about: string;
  /** As typed; `999` and the rest are examples. */
  command: string;
  /** What is there once it is done, where anyone may know that. */
  makes?: keyof FirstStepsHeld;
}

/** The order matters: people and files belong to an authority, files to schools of the register. */
export const firstSteps: FirstStep[] = [
  {
    title: "Enter the authority",
    about: "Its three-digit code from DfE, and its name as people read it.",
    command: 'npm run keymark -- la add --code 999 --name "Name of the authority"',
    makes: "authority",
  },
  {
    title: "Load the register of schools",
    about:
      "Download from Get Information about Schools (get-information-schools.service.gov.uk) all establishment data, and the establishment links. The authority’s schools are then its own, and anyone can find a school.",
    command: "npm run keymark -- register edubasealldata20260701.csv links_edubasealldata20260701.csv",
    makes: "register",
  },
  {
    title: "Let people in",
    about:
      "First the data officer who imports; then heads, each to their school. Without --password a person is e-mailed a link to choose one, where mail has been set up (see the README). A password has at least 12 characters.",
    command: `npm run keymark -- people add --la 999 --email officer@authority.example --name "Name" --password "…" --see assessment --edit assessment --admin
npm run keymark -- people add --la 999 --email head@school.example --name "Name" --password "…" --urn 100000 --level 1`,
  },
  {
    title: "Import the schools’ files",
    about:
      "Sign in here as the officer, open Imports, and drop the files on the page, or all of them in one ZIP. The checks run by themselves, and the reports are there at once.",
    command: 'npm run keymark -- import --la 999 "files of all schools.zip"',
  },
];

/** Which of the first steps are done: whether an authority, and a school of the register, is there. */
export const firstStepsDone = (): Promise<FirstStepsHeld> =>
  withPublic(async ({ sql }) => {
    const [held] = await sql<FirstStepsHeld[]>`
      select exists (select from ref.authorities) as authority, exists (select from ref.schools) as register`;
    return held ?? { authority: false, register: false };
  });
