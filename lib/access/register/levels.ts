/** The levels of a school's Access Register: their name and one plain sentence on what each lets a person do. */
export const levels = {
  1: {
    name: "Level 1: school leader",
    about: "Sees the school's pupils by name, and decides who else is let in.",
  },
  2: {
    name: "Level 2: pupils by name",
    about: "Sees every pupil of the school by name with their results. Give it only to those who work with pupils.",
  },
  3: {
    name: "Level 3: figures only",
    about: "Sees the school's figures; no pupil is named. Enough for most people, such as governors and most advisers.",
  },
} as const;
