import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { ActForm, Radios, Tick } from "@/components/ui/act-form";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import { domains, ordered, rightsText, rightTo } from "@/lib/access/domains";
import { listStaff, type StaffRow } from "@/lib/access/staff/list";
import { datasets } from "@/lib/datasets";
import { NotFound } from "@/lib/errors";
import { dayText } from "@/lib/when";
import { changeRights } from "../actions";

export const metadata: Metadata = { title: "Rights" };

interface Props {
  params: Promise<{ la: string; person: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const choices = [
  { value: "none", label: "None" },
  { value: "see", label: "See" },
  { value: "edit", label: "See and edit" },
];

const holds = (domain: string): boolean => datasets.some((dataset) => dataset.domain === domain);

function RightsForm({ la, row }: { la: string; row: StaffRow }) {
  const { see, edit, admin } = row;
  const hidden = { la, person: row.personId, from: JSON.stringify(ordered({ see, edit, admin })) };
  return (
    <ActForm act={changeRights} id="rights" hidden={hidden} send="Save rights">
      {domains.map(({ id, title, about }) => (
        <Radios
          key={id}
          name={id}
          legend={title}
          hint={holds(id) ? about : `${about}; no data of this kind is kept here yet`}
          choices={choices}
          value={rightTo(row, id)}
        />
      ))}
      <Tick
        name="admin"
        label="Administrator"
        hint="Staff and their rights, schools’ leaders and agreements, Localities, settings. Gives no right to see data."
        on={admin}
      />
    </ActForm>
  );
}

function About({ row, invited }: { row: StaffRow; invited: boolean }) {
  if (row.removedAt)
    return <Notice>Left on {dayText(row.removedAt)}. To take them back, invite them with the same address.</Notice>;
  if (row.own)
    return (
      <Notice title="These are your own rights">
        {rightsText(row)}. Nobody changes their own; ask another administrator.
      </Notice>
    );
  if (!invited) return null;
  return (
    <Notice kind="success" title="Invited">
      An e-mail is on its way. Until you give rights here, {row.name} can sign in and see nothing.
    </Notice>
  );
}

/** One member of staff: what they may see and edit, and a way out. */
export default page(async ({ params, searchParams }: Props) => {
  const { la, person } = await params;
  const { scope } = await laScope(la);
  const [row] = await listStaff(scope, { person });
  if (!row) throw new NotFound("There is no such person.");
  const changes = !row.removedAt && !row.own;
  const used = row.lastUsed ? `last used ${dayText(row.lastUsed)}` : "not used yet";
  return (
    <Main>
      <Breadcrumbs trail={[{ href: `/la/${la}/people`, label: "Staff" }]} here={row.name} />
      <PageHead title={row.name} below={`${row.email}. Since ${dayText(row.since)}, ${used}.`} />
      <div className="max-w-[72ch] space-y-8">
        <About row={row} invited={(await searchParams).invited === "1"} />
        {changes && (
          <>
            <RightsForm la={la} row={row} />
            <p className="border-t border-rule pt-6">
              <TextLink href={`/la/${la}/people/${person}/remove`}>Remove {row.name} from the staff</TextLink>
            </p>
          </>
        )}
      </div>
    </Main>
  );
});
