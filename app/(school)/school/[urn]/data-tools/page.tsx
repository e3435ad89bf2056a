import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { placeStanding, schoolPlace, schoolTitle } from "@/app/_web/school-place";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { Status } from "@/components/ui/status";
import { TextLink } from "@/components/ui/text-link";
import { standingWords } from "@/lib/agreements/standing";
import { trailTo } from "../trail";

interface Props {
  params: Promise<{ urn: string }>;
}

export const generateMetadata = async ({ params }: Props): Promise<Metadata> =>
  schoolTitle((await params).urn, "Data Tools");

const toolsOf = (urn: string, opens: boolean) => [
  {
    href: opens ? `/school/${urn}/standard-reports` : null,
    name: "Standard Reports",
    about:
      "A good place to start. Each report opens at once for the year you pick, and can be kept as PDF, Excel or CSV; the Standard Pack holds them all.",
  },
  {
    href: "/",
    name: "School Finder",
    about:
      "Every school in England by name or town, with its address, telephone number, website and headteacher. Open to anyone.",
  },
];

export default page(async ({ params }: Props) => {
  const { urn } = await params;
  const { hat, school } = await schoolPlace(urn);
  const { standing, opens } = await placeStanding(urn);
  const trail = [...trailTo(hat), { href: `/school/${urn}`, label: school.name }];
  return (
    <Main>
      <Breadcrumbs trail={trail} here="Data Tools" />
      <PageHead title="Data Tools" />
      <ul className="max-w-[72ch] border-t border-rule">
        {toolsOf(urn, opens).map(({ href, name, about }) => (
          <li key={name} className="border-b border-rule py-4">
            <h2 className="text-large">{href ? <TextLink href={href}>{name}</TextLink> : name}</h2>
            <p className="mt-1">{about}</p>
            {!href && (
              <p className="mt-1">
                <Status mark="lock">
                  Not open at the moment. {standingWords(standing)} Ask {standing.ask}.
                </Status>
              </p>
            )}
          </li>
        ))}
      </ul>
    </Main>
  );
});
