/** A value that a filter of the finder offers: what the address says, and what people read. */
export interface Choice {
  value: string;
  label: string;
}

/** Religious character in groups; the first that a register's words fit is the school's. */
const faiths: (Choice & { fits: RegExp })[] = [
  { value: "none", label: "No religious character", fits: /^(does not apply|none)$/i },
  { value: "jewish", label: "Jewish", fits: /jewish/i },
  { value: "muslim", label: "Muslim", fits: /muslim|islam/i },
  { value: "hindu", label: "Hindu", fits: /hindu/i },
  { value: "sikh", label: "Sikh", fits: /sikh/i },
  { value: "church-of-england", label: "Church of England, alone or with others", fits: /church of england|anglican/i },
  { value: "catholic", label: "Roman Catholic", fits: /catholic/i },
  {
    value: "christian",
    label: "Other Christian",
    fits: /christian|methodist|reform|baptist|quaker|friends|free church|adventist|orthodox|moravian|evangel|protestant|brethren/i,
  },
  { value: "other", label: "Other", fits: /./ },
];

const needs: Choice[] = [
  { value: "ASD", label: "Autistic spectrum disorder" },
  { value: "SLCN", label: "Speech, language and communication" },
  { value: "SEMH", label: "Social, emotional and mental health" },
  { value: "MLD", label: "Moderate learning difficulty" },
  { value: "SLD", label: "Severe learning difficulty" },
  { value: "PMLD", label: "Profound and multiple learning difficulty" },
  { value: "SpLD", label: "Specific learning difficulty" },
  { value: "HI", label: "Hearing impairment" },
  { value: "VI", label: "Visual impairment" },
  { value: "MSI", label: "Multi-sensory impairment" },
  { value: "PD", label: "Physical disability" },
  { value: "OTH", label: "Other difficulty or disability" },
  { value: "RP", label: "Resourced provision" },
  { value: "UNIT", label: "SEN unit" },
];

export const faithChoices: Choice[] = faiths.map(({ value, label }) => ({ value, label }));
export const senChoices: Choice[] = needs;

const unsaid = /^(not recorded|not applicable|unknown)?$/i;

/** The group of a religious character as the register writes it; null where it says nothing. */
export const faithOf = (character: string | null): string | null =>
  character === null || unsaid.test(character) ? null : (faiths.find((f) => f.fits.test(character))?.value ?? null);

const senHeader = /^SEN\d+( \(name\))?$/i;
const unitHeader = /^TypeOfResourcedProvision( \(name\))?$/i;

export const tellsOfSen = (headers: string[]): boolean => headers.some((h) => senHeader.test(h) || unitHeader.test(h));

/** Codes of the needs that a school provides for, from the columns SEN1 to SEN13 ("ASD - …") and its resourced provision. */
export function senOf(extra: Record<string, string>): string[] {
  const found = Object.entries(extra).flatMap(([header, cell]) => {
    if (senHeader.test(header)) return [cell.split(" - ")[0]?.trim() ?? ""];
    if (!unitHeader.test(header)) return [];
    return [/resourced provision/i.test(cell) ? "RP" : "", /sen unit/i.test(cell) ? "UNIT" : ""];
  });
  return needs.map((need) => need.value).filter((code) => found.includes(code));
}
