import { asAtText, type BuiltReport } from "@/lib/reports/block";
import { margin } from "./looks";
import { ReportPaper } from "./paper";
import { type Faces, faces, widthOf, wrapWords } from "./tagged/fonts";
import { pathOperators, polygon } from "./tagged/operators";
import { type Furniture, renderTagged } from "./tagged/render";

const size = 8;

/** The foot of every page: whose report, of what level and when, and the page's number. */
function footer(report: BuiltReport, fonts: Faces): Furniture {
  const font = fonts[400];
  const words = [report.subject, report.title, report.level, `data as at ${asAtText(report.dataAsAt)}`].join(" · ");
  return (canvas, { number, of, width, height }) => {
    const count = `page ${number} of ${of}`;
    const right = width - margin;
    const countWidth = widthOf(font, count, size);
    const lines = wrapWords(words, { font, size, max: right - margin - countWidth - 16 });
    const top = height - margin - 4;
    const rule = polygon(
      [
        [margin, top],
        [right, top],
      ],
      false,
    );
    canvas.operators(pathOperators(rule, { stroke: "#9A9A9A", width: 0.5 }));
    for (const [i, text] of lines.entries())
      canvas.words(text, { font, size, x: margin, y: top + 11 + i * 10, colour: "#404040" });
    canvas.words(count, { font, size, x: right - countWidth, y: top + 11, colour: "#404040" });
  };
}

/**
 * The report as a tagged PDF on A4. The same report gives the same bytes: the document is dated as its data are.
 * Throws `Unavailable` when the typeface's files are missing.
 */
export async function reportPdf(report: BuiltReport): Promise<Buffer> {
  const fonts = await faces();
  return renderTagged(ReportPaper({ report, faces: fonts }), footer(report, fonts));
}
