import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { ReportBlocks } from "@/components/report/html";
import { reportPdf } from "@/components/report/pdf";
import type { BuiltReport } from "@/lib/reports/block";
import { median, type Result, result } from "./measure";
import { pack } from "./pdf-pack";
import { plainPdf } from "./pdf-plain";

const root = process.cwd();
const rounds = 15;
const warmUps = 4;

type Contender = (report: BuiltReport) => Promise<unknown>;

/** Median milliseconds of each contender over the same reports; runs are interleaved so that all meet the same noise. */
async function medians(contenders: Contender[]): Promise<number[]> {
  const times = contenders.map((): number[] => []);
  for (let round = -warmUps; round < rounds; round++) {
    const report = pack(round + warmUps);
    for (const [i, contender] of contenders.entries()) {
      const start = performance.now();
      await contender(report);
      if (round >= 0) times[i]?.push(performance.now() - start);
    }
  }
  return times.map(median);
}

const face = (weight: number, file: string): string => {
  const bytes = readFileSync(join(root, "node_modules/@expo-google-fonts/source-sans-3", file)).toString("base64");
  return `@font-face{font-family:"Source Sans 3";font-weight:${weight};src:url(data:font/ttf;base64,${bytes})}`;
};

/** Styles and typeface are loaded once: only the report itself is in the measured time. */
async function openPage(page: Page): Promise<void> {
  const css = readFileSync(join(root, "components/report/report.css"), "utf8");
  const faces = face(400, "400Regular/SourceSans3_400Regular.ttf") + face(700, "700Bold/SourceSans3_700Bold.ttf");
  await page.setContent(
    `<html lang="en-GB"><head><style>${faces}body{font:10pt "Source Sans 3"}${css}</style></head><body></body></html>`,
  );
}

const printer =
  (page: Page): Contender =>
  async (report) => {
    const html = renderToStaticMarkup(createElement(ReportBlocks, { blocks: report.blocks }));
    await page.evaluate(
      (inside) => {
        document.body.innerHTML = inside;
      },
      html.replaceAll("<details>", "<details open>"),
    );
    return page.pdf({
      format: "A4",
      tagged: true,
      margin: { top: "18mm", bottom: "18mm", left: "18mm", right: "18mm" },
    });
  };

async function pagesOf(report: BuiltReport): Promise<number> {
  const bytes = await reportPdf(report);
  return Number(/\/Count (\d+)/.exec(bytes.toString("latin1"))?.[1] ?? 1);
}

function row(name: string, pages: number, [ours = 1, other = 1]: number[]): Result {
  return result(name, (pages * 1000) / ours, "pages/s", (pages * 1000) / other);
}

/**
 * Tagged packs per second on one thread, as pages of ours: `pdf.pack` against plain pdfkit setting the same words and
 * charts untagged, and, where a Chromium executable is given, `pdf.vs-browser` against it printing the same report.
 * Run with NODE_ENV=production, as the worker does.
 */
export async function benchPdf(chromiumPath?: string): Promise<Result[]> {
  const pages = await pagesOf(pack(1));
  const rows = [row("pdf.pack", pages, await medians([reportPdf, plainPdf]))];
  if (!chromiumPath) return rows;
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage();
    await openPage(page);
    rows.push(row("pdf.vs-browser", pages, await medians([reportPdf, printer(page)])));
  } finally {
    await browser.close();
  }
  return rows;
}
