import type { ReactNode } from "react";
import { Tabs } from "@/components/ui/tabs";

interface Props {
  params: Promise<{ la: string }>;
  children: ReactNode;
}

/** The people whom the authority lets in: its staff, the schools' leaders, who came and went. */
export default async function PeopleLayout({ params, children }: Props) {
  const base = `/la/${(await params).la}/people`;
  const tabs = [
    { href: base, label: "Staff" },
    { href: `${base}/leaders`, label: "School leaders" },
    { href: `${base}/movements`, label: "Joiners, movers, leavers" },
  ];
  return (
    <>
      <Tabs label="People" tabs={tabs} />
      {children}
    </>
  );
}
