import { ActForm } from "@/components/ui/act-form";
import { Notice } from "@/components/ui/notice";
import type { Agreements } from "@/lib/agreements/list";
import { use } from "./actions";

/** Whether agreements count, and what it would mean to turn that round. */
export function UseForm({ la, agreements: { needed, schools } }: { la: string; agreements: Agreements }) {
  const open = schools.filter((s) => !s.closed);
  const without = open.filter((s) => !s.inForce).length;
  const few = without === 1 ? "1 school has" : `${without} schools have`;
  if (!needed)
    return (
      <Notice title="Agreements are not used">
        <p className="mb-3">
          Every school’s reports are open to its people, whatever stands below.{" "}
          {without === 0
            ? "All open schools have an agreement in force: turning this on closes none."
            : `Turning this on closes the reports of the schools without an agreement in force at once: ${few} none.`}
        </p>
        <ActForm
          act={use}
          id="use"
          hidden={{ la, needed: "1" }}
          kind="secondary"
          send="Let reports need an agreement"
        />
      </Notice>
    );
  return (
    <Notice title="Reports need an agreement">
      <p className="mb-3">
        {open.length - without} of {open.length} open schools have one in force today; {few} none, and the page of each
        says so and whom to ask. The Access Register, the schools’ errors and the School Finder never need one, nor do
        the authority’s own staff and batches.
      </p>
      <ActForm act={use} id="use" hidden={{ la, needed: "0" }} kind="secondary" send="Open reports to every school" />
    </Notice>
  );
}
