import type { Scope, Tx } from "@/lib/database";
import { datasetById } from "@/lib/datasets";
import { comparable } from "@/lib/held-years";
import type { DatasetId, Measure } from "@/lib/measures/define";
import type { Figure } from "@/lib/measures/figure";
import type { DimensionId } from "@/lib/measures/groups";
import type { Atlas, PlaceOf, School } from "@/lib/measures/places";
import type { FigureTable } from "@/lib/measures/table";
import type { Block } from "./block";

/** The years that a report looks back over. */
export const span = 5;

/** What a report is built from: figures as this reader may see them, and the way to the pupils they may see. */
export interface ReportContext {
  scope: Scope;
  tx: Tx;
  atlas: Atlas;
  school: School;
  own: PlaceOf;
  /** The school's Locality; undefined when it belongs to none. */
  locality?: PlaceOf;
  year: number;
  /** Oldest first, ending in `year`; at most five. */
  years: number[];
  table: FigureTable;
  /** The reader has child-level rights to the school. */
  seesPupils: boolean;
}

export interface Report {
  id: string;
  title: string;
  for: "school";
  about: string;
  dataset: DatasetId;
  /** Is it of use to a school like this one, whether or not results are held? */
  applies(school: School): boolean;
  measures: Measure[];
  /** Dimensions by which its figures are divided; single marks are asked for only where pupils may be seen. */
  by: DimensionId[];
  /** The measure that tells whether results are held, and that opens the report. */
  headline: Measure;
  /** What the pack's first page shows of it, the headline first. */
  headlines: Measure[];
  /** "children", "pupils". */
  children: string;
  /** Without the title: the lead comes first; headings are of level 2. */
  build(context: ReportContext): Promise<Block[]>;
  /** What it is for years up to `until`, whose results another framework's measures are made of. */
  earlier?: { until: number } & Pick<Report, "measures" | "headline" | "headlines" | "build">;
}

/** Declares a report; the registry is in `index.ts`. */
export const report = (declared: Report): Report => declared;

/** The context as a report of that dataset may look back: years of another framework are not set beside this one. */
export const within = (c: ReportContext, { dataset }: Report): ReportContext => ({
  ...c,
  years: c.years.filter((y) => y === c.year || comparable(datasetById(dataset).years, y, c.year)),
});

export const ownFigure = (c: ReportContext, measure: Measure, year = c.year, group = "all"): Figure =>
  c.table.at(measure.id, c.own, year, group);
