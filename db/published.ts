import type postgres from "postgres";

const lait = "DfE, Local Authority Interactive Tool";
const ees = "DfE, Explore Education Statistics: early years foundation stage profile results";
const recalculated = `${ees}, recalculated by DfE for 2013 to 2019`;
const update = "Headteacher Update, from DfE's phonics statistics";
const datalab = "FFT Education Datalab, from DfE's phonics statistics";
const ethnicity = "DfE, phonics statistics as given by ethnicity facts and figures and Headteacher Update";
const recall = "DfE, phonics statistics";

type Entry = [measure: string, year: number, group: string, value: number, source: string, confirmed?: "from memory"];

/**
 * England, state-funded schools; 2020 and 2021 were not collected. The profile of 2013 to 2019 is another framework: its
 * measures are its own, and of 2013 to 2015 nothing was verified. The year 2 method changed in 2024: nothing after 2023.
 */
export const published: Entry[] = [
  ["eyfsp13.gld", 2016, "all", 69.3, lait],
  ["eyfsp13.gld", 2017, "all", 70.7, lait],
  ["eyfsp13.gld", 2018, "all", 71.5, lait],
  ["eyfsp13.gld", 2019, "all", 71.8, lait],
  ["eyfsp13.all-goals", 2016, "all", 67.3, lait],
  ["eyfsp13.all-goals", 2017, "all", 69, lait],
  ["eyfsp13.all-goals", 2018, "all", 70.2, lait],
  ["eyfsp13.all-goals", 2019, "all", 70.7, lait],
  ["eyfsp13.mean-goals", 2019, "all", 14.6, recalculated],
  ["eyfsp13.mean-points", 2019, "all", 34.6, ees],
  ["eyfsp.gld", 2022, "all", 65.2, lait],
  ["eyfsp.gld", 2023, "all", 67.2, lait],
  ["eyfsp.gld", 2024, "all", 67.7, lait],
  ["eyfsp.gld", 2025, "all", 68.3, lait],
  ["eyfsp.all-goals", 2022, "all", 63.4, lait],
  ["eyfsp.all-goals", 2023, "all", 65.6, lait],
  ["eyfsp.all-goals", 2024, "all", 66.2, lait],
  ["eyfsp.all-goals", 2025, "all", 66.9, lait],
  ["eyfsp.mean-goals", 2022, "all", 14.1, ees],
  ["eyfsp.mean-goals", 2023, "all", 14.1, ees],
  ["eyfsp.mean-goals", 2024, "all", 14.1, ees],
  ["eyfsp.mean-goals", 2025, "all", 14.1, ees],
  ["phonics.year1", 2022, "all", 75, update],
  ["phonics.year1", 2023, "all", 79, update],
  ["phonics.year1", 2023, "girls", 82, ethnicity],
  ["phonics.year1", 2023, "boys", 76, ethnicity],
  ["phonics.year1", 2024, "all", 80, recall, "from memory"],
  ["phonics.year1", 2025, "all", 80, datalab],
  ["phonics.year2", 2022, "all", 87, update],
  ["phonics.year2", 2023, "all", 89, update],
];

/** Writes England's published figures into `ref.published_figures`; again is the same. Needs a role that may write `ref`. */
export async function seedPublished(sql: postgres.Sql | postgres.TransactionSql): Promise<void> {
  const rows = published.map(([measure, year, group, value, source, confirmed = "read"]) => ({
    measure,
    place: "england",
    year,
    group,
    value,
    reason: null,
    source,
    confirmed,
  }));
  await sql`insert into ref.published_figures ${sql(rows)}
    on conflict (measure, place, year, "group") do update set value = excluded.value, reason = excluded.reason,
      source = excluded.source, confirmed = excluded.confirmed`;
}
