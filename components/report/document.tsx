import { readFileSync } from "node:fs";
import path from "node:path";
import { renderToStaticMarkup } from "react-dom/server";
import { asAtText, type BuiltReport } from "@/lib/reports/block";
import { ReportBlocks } from "./html";

const style = () => readFileSync(path.join(process.cwd(), "components/report/report.css"), "utf8");

/** A report as one HTML file that stands by itself: styles inside, nothing fetched. */
export function reportHtml(report: BuiltReport): string {
  const markup = renderToStaticMarkup(
    <html lang="en-GB">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${report.title} – ${report.subject}`}</title>
        <style dangerouslySetInnerHTML={{ __html: style() }} />
      </head>
      <body>
        <main>
          <ReportBlocks blocks={report.blocks} />
          <footer>
            {report.subject} · {report.level} · data as at {asAtText(report.dataAsAt)}
          </footer>
        </main>
      </body>
    </html>,
  );
  return `<!doctype html>${markup}`;
}
