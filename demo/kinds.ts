/** A sort of primary school, by its GIAS names, and what such schools are called. */
export interface Kind {
  type: string;
  group: string;
  religion: string;
  weight: number;
  name(place: { area: string; town: string; saint: string }): string;
}

export const maintained = "Local authority maintained schools";
export const kinds: Kind[] = [
  {
    type: "Community school",
    group: maintained,
    religion: "Does not apply",
    weight: 28,
    name: (p) => `${p.area} Primary School`,
  },
  {
    type: "Community school",
    group: maintained,
    religion: "Does not apply",
    weight: 12,
    name: (p) => `${p.area} Community Primary School`,
  },
  {
    type: "Foundation school",
    group: maintained,
    religion: "Does not apply",
    weight: 4,
    name: (p) => `${p.area} Primary School`,
  },
  {
    type: "Voluntary aided school",
    group: maintained,
    religion: "Church of England",
    weight: 9,
    name: (p) => `St ${p.saint}'s CofE Primary School`,
  },
  {
    type: "Voluntary controlled school",
    group: maintained,
    religion: "Church of England",
    weight: 9,
    name: (p) => `${p.area} Church of England Primary School`,
  },
  {
    type: "Voluntary aided school",
    group: maintained,
    religion: "Roman Catholic",
    weight: 10,
    name: (p) => `St ${p.saint}'s Catholic Primary School`,
  },
  {
    type: "Academy converter",
    group: "Academies",
    religion: "Does not apply",
    weight: 18,
    name: (p) => `${p.area} Primary Academy`,
  },
  {
    type: "Academy converter",
    group: "Academies",
    religion: "Church of England",
    weight: 6,
    name: (p) => `St ${p.saint}'s CofE Academy`,
  },
  { type: "Free schools", group: "Free Schools", religion: "None", weight: 4, name: (p) => `${p.town} Free School` },
];

export interface Form {
  phase: "Primary" | "Secondary";
  /** Statutory ages; a primary with nursery starts at 3. */
  ages: [number, number];
  takesReception: boolean;
  /** Overrides the kind's own name. */
  name?: (area: string) => string;
}
export const primary: Form = { phase: "Primary", ages: [4, 11], takesReception: true };
const infant: Form = { ...primary, ages: [4, 7], name: (area) => `${area} Infant School` };
export const junior: Form = {
  ...primary,
  ages: [7, 11],
  takesReception: false,
  name: (area) => `${area} Junior School`,
};
export const secondary: Form = {
  phase: "Secondary",
  ages: [11, 16],
  takesReception: false,
  name: (area) => `${area} High School`,
};

/** Places in each run of 24 schools that are not primary schools; a junior school follows its infant school. */
const forms: Record<number, Form> = { 7: infant, 8: junior, 12: secondary, 17: infant, 20: secondary };

/** Half a form of entry to three. */
export const receptionPlaces = [
  { places: 15, weight: 12 },
  { places: 30, weight: 40 },
  { places: 45, weight: 18 },
  { places: 60, weight: 25 },
  { places: 90, weight: 5 },
];

export const formAt = (index: number): Form => forms[index % 24] ?? primary;
