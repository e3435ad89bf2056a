import { Document, Page, View } from "@react-pdf/renderer";
import { Fragment, type ReactNode } from "react";
import {
  type Block,
  type BlockKind,
  type BuiltReport,
  matrixTable,
  type Section,
  sectionsOf,
} from "@/lib/reports/block";
import { yearLabel } from "@/lib/year";
import { contentWidth, looks, styles } from "./looks";
import { PaperChart, PaperTable } from "./paper-table";
import { P } from "./tagged/elements";
import type { Faces } from "./tagged/fonts";
import { Words } from "./words";

/** Room that a heading wants below itself before it may stand at the foot of a page. */
const withNext = 60;

type Draw<B> = (block: B, faces: Faces) => ReactNode;

const headings = { 2: { type: "H2", look: looks.h2 }, 3: { type: "H3", look: looks.h3 } } as const;

const draw: { [Kind in BlockKind]: Draw<Extract<Block, { kind: Kind }>> } = {
  heading: ({ level, text }, faces) => {
    // The one heading of level 1 is the report's title and stands in the masthead.
    if (level === 1) return null;
    return <Words {...headings[level]} text={text} setting={{ faces, width: contentWidth }} ahead={withNext} />;
  },
  text: ({ text, lead }) => <P style={lead ? styles.lead : styles.text}>{text}</P>,
  note: ({ label, text }, faces) => (
    <View style={styles.note}>
      <Words type="P" text={label} look={looks.noteLabel} setting={{ faces, width: contentWidth - 10 }} ahead={12} />
      <P style={styles.noteText}>{text}</P>
    </View>
  ),
  table: (table, faces) => <PaperTable table={table} faces={faces} />,
  matrix: (matrix, faces) => <PaperTable table={matrixTable(matrix)} faces={faces} />,
  chart: (chart, faces) => <PaperChart chart={chart} faces={faces} />,
  page: () => null,
};

function blockNode(block: Block, faces: Faces): ReactNode {
  // The table above pairs each kind with its own block; TypeScript cannot follow that through an index.
  return (draw[block.kind] as Draw<Block>)(block, faces);
}

function Masthead({ report, faces }: { report: BuiltReport; faces: Faces }) {
  const title = report.blocks.find((block) => block.kind === "heading" && block.level === 1);
  const text = title?.kind === "heading" ? title.text : report.title;
  const setting = { faces, width: contentWidth };
  return (
    <View style={styles.masthead}>
      <Words type="H1" text={text} look={looks.title} setting={setting} />
      <Words type="P" text={`${report.subject} · ${yearLabel(report.year)}`} look={looks.subject} setting={setting} />
    </View>
  );
}

/** Entries of the outline, one per part of a report that has parts; a short report needs none. */
function bookmarks(sections: Section[], title: string): ({ title: string; fit: true } | undefined)[] {
  if (sections.length < 2) return [];
  return sections.map((section) => ({ title: section.title ?? title, fit: true }));
}

/** The report on A4: its masthead, then its blocks, each page block on a new page. `faces` come from `faces()`. */
export function ReportPaper({ report, faces }: { report: BuiltReport; faces: Faces }) {
  const sections = sectionsOf(report.blocks);
  const outline = bookmarks(sections, report.title);
  return (
    <Document
      title={`${report.title}, ${report.subject}, ${yearLabel(report.year)}`}
      language="en-GB"
      creationDate={new Date(report.dataAsAt)}
    >
      {sections.map((section, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a built report never changes its order
        <Page key={i} size="A4" style={styles.page} bookmark={outline[i]} experimentalPagination>
          {i === 0 && <Masthead report={report} faces={faces} />}
          {section.blocks.map((block, k) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a built report never changes its order
            <Fragment key={k}>{blockNode(block, faces)}</Fragment>
          ))}
        </Page>
      ))}
    </Document>
  );
}
