import type { ReactNode } from "react";
import { whenWords } from "@/components/grid/when";
import { Status } from "@/components/ui/status";
import { type Column, Table } from "@/components/ui/table";
import type { BatchItem } from "@/lib/batches/list";
import { itemSaid } from "./words";

function School({ item }: { item: BatchItem }) {
  return (
    <>
      {item.schoolName}
      {item.dfe && <span className="block font-normal text-muted">{item.dfe}</span>}
    </>
  );
}

function State({ item }: { item: BatchItem }) {
  const said = itemSaid(item);
  return (
    <>
      <Status mark={said.mark}>{said.words}</Status>
      {item.words && <span className="mt-1 block max-w-[60ch]">{item.words}</span>}
    </>
  );
}

/** A batch's schools: how each file stands, and what can be done with it. */
export function BatchSchools(props: { caption: string; items: BatchItem[]; buttons(item: BatchItem): ReactNode }) {
  const columns: Column<BatchItem>[] = [
    { label: "School", cell: (item) => <School item={item} /> },
    { label: "File", cell: (item) => <State item={item} /> },
    { label: "Pages", number: true, cell: (item) => (item.state === "made" ? item.pages : "–") },
    { label: "Data as at", cell: (item) => (item.state === "made" && item.dataAsAt ? whenWords(item.dataAsAt) : "–") },
    { label: "Download or make again", cell: (item) => props.buttons(item) },
  ];
  return <Table caption={props.caption} hideCaption columns={columns} rows={props.items} keyOf={(item) => item.id} />;
}
