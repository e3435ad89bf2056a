import { Button } from "@/components/ui/button";
import type { SchoolPeriods } from "@/lib/agreements/list";
import type { Asked } from "./asked";

const box = "mt-1 block rounded-small border border-edge bg-paper px-3 py-2";

function Day({ name, label, hint, value }: { name: string; label: string; hint?: string; value: string }) {
  return (
    <div>
      <label htmlFor={name} className="block font-semibold">
        {label}
      </label>
      {hint && <span className="block text-dense text-muted">{hint}</span>}
      <input id={name} type="date" name={name} defaultValue={value} className={box} />
    </div>
  );
}

function Choice(props: { name: string; value: string; on: boolean; children: React.ReactNode }) {
  const { name, value, on, children } = props;
  return (
    <label className="flex min-h-8 items-center gap-2">
      <input type="radio" name={name} value={value} defaultChecked={on} className="h-5 w-5" />
      {children}
    </label>
  );
}

function Which({ asked, schools }: { asked: Asked; schools: SchoolPeriods[] }) {
  const open = schools.filter((s) => !s.closed);
  const phases = [...new Set(open.flatMap((s) => s.phase ?? []))].sort();
  return (
    <fieldset>
      <legend className="font-semibold">For which schools</legend>
      <Choice name="of" value="ticked" on={asked.of === "ticked"}>
        Those ticked in the list below
      </Choice>
      <Choice name="of" value="all" on={asked.of === "all"}>
        All {open.length} open schools
      </Choice>
      <div className="flex flex-wrap items-center gap-x-3">
        <Choice name="of" value="phase" on={asked.of === "phase"}>
          Those of a phase
        </Choice>
        <select
          name="phase"
          aria-label="Phase"
          defaultValue={asked.phase}
          className="rounded-small border border-edge bg-paper px-2 py-1"
        >
          {phases.map((phase) => (
            <option key={phase}>{phase}</option>
          ))}
        </select>
      </div>
    </fieldset>
  );
}

/** Which agreements to set or end, for which schools. The answer is shown before anything is changed. */
export function ChooseAgreements({ asked, schools }: { asked: Asked; schools: SchoolPeriods[] }) {
  return (
    <div className="grid gap-x-12 gap-y-6 md:grid-cols-2">
      <div className="space-y-6">
        <fieldset>
          <legend className="font-semibold">What to do</legend>
          <Choice name="act" value="set" on={asked.act === "set"}>
            Set an agreement
          </Choice>
          <Choice name="act" value="end" on={asked.act === "end"}>
            End what there is
          </Choice>
        </fieldset>
        <Which asked={asked} schools={schools} />
      </div>
      <div className="space-y-6">
        <Day name="from" label="First day" hint="Not needed to end one" value={asked.from} />
        <Day name="until" label="Last day" value={asked.until} />
        <Button>Show what changes</Button>
      </div>
    </div>
  );
}
