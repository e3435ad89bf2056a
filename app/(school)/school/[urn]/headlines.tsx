import { ReportBlocks } from "@/components/report/html";
import { type Figure, figureText, reasonWords } from "@/lib/measures/figure";
import type { ChartBlock } from "@/lib/reports/block";
import type { Headline, SchoolHeadlines } from "@/lib/reports/headlines";

const unitOf = (unit: Headline["unit"]) => (unit === "percent" ? "%" : "");

function inWords(figure: Figure | undefined, { year, unit }: { year: number; unit: Headline["unit"] }): string {
  if (!figure || "withheld" in figure) return `${year}: ${reasonWords[figure?.withheld ?? "not-held"].long}`;
  return `${figureText(figure)}${unitOf(unit)} in ${year}`;
}

function chartOf(
  headline: Headline,
  { years, year, laName }: { years: number[]; year: number; laName: string },
): ChartBlock {
  return {
    kind: "chart",
    form: "line",
    finding: `${headline.label}: ${inWords(headline.own.at(-1), { year, unit: headline.unit })}`,
    title: `${years[0]} to ${year}${headline.unit === "percent" ? ", % of pupils" : ""}`,
    x: years.map(String),
    xLabel: "Year",
    unit: headline.unit,
    max: headline.max,
    series: [
      { label: "This school", role: "own", points: headline.own },
      { label: laName, role: "la", points: headline.la },
      { label: "England", role: "national", points: headline.england },
    ],
  };
}

/** What the marks of missing points mean, each once. */
function missing(headlines: Headline[]): string[] {
  const points = headlines.flatMap(({ own, la, england }) => [...own, ...la, ...england]);
  return [...new Set(points.flatMap((p) => ("withheld" in p ? [reasonWords[p.withheld].long] : [])))];
}

/** The headline figures of five years as small charts, each with its table. */
export function Headlines({ of, laName }: { of: SchoolHeadlines; laName: string }) {
  if (of.headlines.length === 0) return null;
  return (
    <section aria-labelledby="headlines">
      <h2 id="headlines" className="border-t border-rule pt-6 text-large">
        Five years at a glance
      </h2>
      <div className="mt-4 grid gap-x-10 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
        {of.headlines.map((headline) => (
          <ReportBlocks
            key={headline.measure}
            blocks={[chartOf(headline, { years: of.years, year: of.year, laName })]}
          />
        ))}
      </div>
      <p className="text-dense text-muted">{missing(of.headlines).join("; ")}</p>
    </section>
  );
}
