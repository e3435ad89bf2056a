/** Marks that the check has. */
export const highestMark = 40;

/**
 * Mark at which the expected standard is met, by year. DfE published 32 for every check from 2012 to 2024; 2025 and 2026
 * are taken as the same. No check was held in 2020 and 2021 (summer).
 */
const thresholds: Record<number, number> = {
  2022: 32,
  2023: 32,
  2024: 32,
  2025: 32,
  2026: 32,
};

/** `undefined` for a year without a known threshold: nobody can be said to have met it. */
export const thresholdOf = (year: number): number | undefined => thresholds[year];
