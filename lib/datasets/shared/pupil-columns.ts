import type { Columns } from "../define";

/** The cells that every dataset of pupils starts with. */
export const identityColumns = {
  upn: {
    column: "upn",
    label: "UPN",
    headers: ["UPN", "Unique pupil number"],
    kind: "upn",
    width: 136,
    personal: true,
  },
  surname: {
    column: "surname",
    label: "Surname",
    headers: ["Surname", "Legal surname", "Last name", "Family name"],
    kind: "name",
    width: 150,
    personal: true,
  },
  forename: {
    column: "forename",
    label: "Forename",
    headers: ["Forename", "Forename(s)", "First name", "Legal forename"],
    kind: "name",
    width: 140,
    personal: true,
  },
  born: {
    column: "born",
    label: "Date of birth",
    headers: ["DOB", "Date of birth", "Birth date"],
    kind: "date",
    width: 112,
    personal: true,
  },
  sex: {
    column: "sex",
    label: "Sex",
    headers: ["Sex", "Gender"],
    kind: "choice",
    width: 60,
    options: () => ["F", "M"],
  },
  yearGroup: {
    column: "year_group",
    label: "Year group",
    headers: ["NCyearActual", "NC year", "Year group", "Year", "Yr"],
    kind: "text",
    width: 88,
  },
} as const satisfies Columns;

/** Collected with the profile (and not with phonics). */
export const postcodeColumn = {
  postcode: {
    column: "postcode",
    label: "Postcode",
    headers: ["Postcode", "Home postcode"],
    kind: "postcode",
    width: 96,
    personal: true,
  },
} as const satisfies Columns;

export type IdentityKey = keyof typeof identityColumns;
