/** The goals of the profile since 2022: component, subject, counted for a good level of development. */
export interface Goal {
  component: string;
  subject: string;
  counts: boolean;
  /** Share at expected among children without a good level of development, so that all children come near England's. */
  share: number;
}

const goal = (component: string, subject: string, share: number): Goal => ({
  component,
  subject,
  share,
  counts: component <= "E12",
});

export const goals: Goal[] = [
  goal("E01", "COM", 0.44),
  goal("E02", "COM", 0.47),
  goal("E03", "PSE", 0.47),
  goal("E04", "PSE", 0.58),
  goal("E05", "PSE", 0.61),
  goal("E06", "PHY", 0.77),
  goal("E07", "PHY", 0.57),
  goal("E08", "LIT", 0.41),
  goal("E09", "LIT", 0.25),
  goal("E10", "LIT", 0.1),
  goal("E11", "MAT", 0.31),
  goal("E12", "MAT", 0.31),
  goal("E13", "UTW", 0.45),
  goal("E14", "UTW", 0.45),
  goal("E15", "UTW", 0.52),
  goal("E16", "EXP", 0.63),
  goal("E17", "EXP", 0.63),
];
