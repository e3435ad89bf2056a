import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Frame } from "@/app/_web/frame";
import { page } from "@/app/_web/page";
import { placeStanding, schoolPlace } from "@/app/_web/school-place";
import { Tabs } from "@/components/ui/tabs";
import { can } from "@/lib/access/capabilities";

export const metadata: Metadata = { robots: { index: false } };

interface Props {
  params: Promise<{ urn: string }>;
  children: ReactNode;
}

/** A school's pages: whose data it is in the bar, the parts as tabs. */
export default page(async ({ params, children }: Props) => {
  const { urn } = await params;
  const { hat, school, scope } = await schoolPlace(urn);
  const { opens } = await placeStanding(urn);
  const base = `/school/${urn}`;
  const tabs = [
    { href: base, label: "Our School" },
    ...(opens ? [{ href: `${base}/standard-reports`, label: "Standard Reports" }] : []),
    { href: `${base}/data-tools`, label: "Data Tools" },
    ...(can(scope, "register") ? [{ href: `${base}/access-register`, label: "Access Register" }] : []),
  ];
  return (
    <Frame place={{ name: school.name, hat }}>
      <Tabs label={school.name} tabs={tabs} />
      {children}
    </Frame>
  );
});
