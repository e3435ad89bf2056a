import { bornChecks, type Phase } from "@/lib/checks/born";
import { duplicateChecks } from "@/lib/checks/duplicate";
import { headerChecks } from "@/lib/checks/header";
import { nameChecks } from "@/lib/checks/name";
import { sexGiven } from "@/lib/checks/sex";
import { upnChecks } from "@/lib/checks/upn";
import type { HeldYears } from "@/lib/held-years";
import type { Check } from "../define";

/** The checks that every dataset of pupils starts with, in the order of the columns. */
export const identityChecks = (of: { title: string; years: HeldYears; phase: Phase }): Check[] => [
  ...headerChecks(of),
  ...upnChecks,
  ...duplicateChecks,
  ...nameChecks,
  ...bornChecks(of.phase),
  sexGiven,
];
