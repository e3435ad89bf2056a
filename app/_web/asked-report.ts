import { z } from "zod";
import { Invalid } from "@/lib/errors";

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
