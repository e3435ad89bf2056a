import { readFileSync } from "node:fs";
import path from "node:path";
import { renderToStaticMarkup } from "react-dom/server";
import { asAtText, type BuiltReport } from "@/lib/reports/block";
import { yearLabel } from "@/lib/year";
import { ReportBlocks } from "./html";

const style = () => readFileSync(path.join(process.cwd(), "components/report/report.css"), "utf8");

/** The page round the report: the product's typeface where it is installed, else one about as narrow. */
const page = `body{margin:0;font-family:"Source Sans 3","Source Sans Pro","Open Sans","Segoe UI",Arial,sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem}header,footer{color:#595959;font-size:.875rem}
`;
const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escaped = (text: string) => text.replace(/[&<>]/g, (char) => entities[char] ?? char);

/** A report as one HTML file that stands by itself: styles inside, nothing fetched. */
export function reportHtml(report: BuiltReport): string {
  const body = renderToStaticMarkup(
    <main>
      <header>
        {report.subject} · {yearLabel(report.year)}
      </header>
      <ReportBlocks blocks={report.blocks} />
      <footer>
        {report.subject} · {report.level} · data as at {asAtText(report.dataAsAt)}
      </footer>
    </main>,
  );
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`${report.title} – ${report.subject}`)}</title>
<style>${page}${style()}</style>
</head>
<body>${body}</body>
</html>
`;
}
