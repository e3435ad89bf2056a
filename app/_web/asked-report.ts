import { z } from "zod";
import { Invalid, NotFound } from "@/lib/errors";
import { noReport, yearsOf } from "@/lib/reports/index";
import { latestResultsYear } from "@/lib/year";

const query = z.object({
  urn: z.string().regex(/^\d{6,7}$/),
  year: z
    .union([
      z.literal("latest"),
      z
        .string()
        .regex(/^20\d\d$/)
        .transform(Number),
    ])
    .default("latest"),
});

/** The school and year that an address asks a report for. Throws Invalid. */
export function askedReport(given: Record<string, unknown>): z.output<typeof query> {
  const parsed = query.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Invalid("A report is asked for with urn (six digits) and year (like 2026, or latest).");
}

/**
 * The year to build a report for: the newest with results where the latest is asked for. Throws NotFound where the school
 * has no such report, and for years that nobody could have results of.
 */
export function reportYear(offer: { id: string; years: number[] } | undefined, given: number | "latest"): number {
  if (!offer) throw new NotFound("There is no such report for this school.");
  const last = latestResultsYear(new Date());
  if (given === "latest") return offer.years[0] ?? last;
  if (offer.years.includes(given) || (given <= last && yearsOf(offer.id).includes(given))) return given;
  throw noReport([offer.id], given, last);
}
