"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { type Tickable, Ticks } from "./ticks";

/** What has been chosen, as the address says it. */
export interface Choosing {
  /** The pack, or the single reports that are ticked. */
  what: "pack" | "single";
  single: string[];
  year: number;
  of: "all" | "phase" | "locality" | "ticked";
  phase: string;
  locality: string;
  urns: string[];
  pupils: boolean;
}

interface Reported {
  id: string;
  title: string;
  about: string;
}

interface Props {
  choosing: Choosing;
  pack: Reported;
  reports: Reported[];
  years: number[];
  phases: string[];
  localities: { id: string; name: string }[];
  schools: Tickable[];
  /** What the choice makes, with the button that makes it. */
  children: ReactNode;
}

const box = "rounded-small border border-edge bg-paper px-2 py-1";

function Radio({ name, value, on, label }: { name: string; value: string; on: boolean; label: string }) {
  return (
    <label className="flex items-start gap-2 py-0.5">
      <input type="radio" name={name} value={value} defaultChecked={on} className="mt-1.5" />
      <span>{label}</span>
    </label>
  );
}

function Select(props: { name: string; label: string; value: string; options: { value: string; label: string }[] }) {
  const { name, label, value, options } = props;
  return (
    <select name={name} aria-label={label} defaultValue={value} className={box}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

function Reports({ choosing, pack, reports }: Pick<Props, "choosing" | "pack" | "reports">) {
  const { what, single } = choosing;
  return (
    <fieldset>
      <legend className="font-semibold">Reports</legend>
      <Radio name="what" value="pack" on={what === "pack"} label={`${pack.title}: ${pack.about}`} />
      <Radio
        name="what"
        value="single"
        on={what === "single"}
        label="Single reports, one after another in one PDF per school:"
      />
      <div className="ml-6">
        {reports.map(({ id, title, about }) => (
          <label key={id} className="flex items-start gap-2 py-0.5">
            <input type="checkbox" name="report" value={id} defaultChecked={single.includes(id)} className="mt-1.5" />
            <span>
              {title}: {about}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type WhichProps = Pick<Props, "choosing" | "phases" | "localities" | "schools"> & {
  script: boolean;
  onTicked(): void;
};

function Which({ choosing, phases, localities, schools, script, onTicked }: WhichProps) {
  const { of } = choosing;
  return (
    <fieldset>
      <legend className="font-semibold">Schools</legend>
      <Radio name="of" value="all" on={of === "all"} label="All schools that the report is for" />
      {phases.length > 1 && (
        <div className="flex flex-wrap items-center gap-x-3">
          <Radio name="of" value="phase" on={of === "phase"} label="Those of a phase" />
          <Select
            name="phase"
            label="Phase"
            value={choosing.phase}
            options={phases.map((p) => ({ value: p, label: p }))}
          />
        </div>
      )}
      {localities.length > 0 && (
        <div className="flex flex-wrap items-center gap-x-3">
          <Radio name="of" value="locality" on={of === "locality"} label="Those of a Locality" />
          <Select
            name="locality"
            label="Locality"
            value={choosing.locality}
            options={localities.map((l) => ({ value: l.id, label: l.name }))}
          />
        </div>
      )}
      <Radio name="of" value="ticked" on={of === "ticked"} label="Those ticked here" />
      <Ticks
        schools={schools}
        urns={choosing.urns}
        year={choosing.year}
        open={of === "ticked"}
        script={script}
        onTicked={onTicked}
      />
    </fieldset>
  );
}

/** A change beside a choice makes that choice: a phase picked means the phase, a school ticked the ticked ones. */
const means: Record<string, string> = {
  report: "input[name=what][value=single]",
  phase: "input[name=of][value=phase]",
  locality: "input[name=of][value=locality]",
  urn: "input[name=of][value=ticked]",
};

function followUp(form: HTMLFormElement, changed: string): void {
  const radio = means[changed] && form.querySelector<HTMLInputElement>(means[changed]);
  if (radio) radio.checked = true;
}

/** The form as it is stands in the address, and the page shows what it would make. */
function useChoice() {
  const router = useRouter();
  const path = usePathname();
  const form = useRef<HTMLFormElement>(null);
  const [script, setScript] = useState(false);
  const [busy, begin] = useTransition();
  useEffect(() => setScript(true), []);
  const changed = (name: string | null) => {
    if (!form.current || !name) return;
    followUp(form.current, name);
    const query = new URLSearchParams([...new FormData(form.current)].map(([k, v]) => [k, String(v)]));
    if (query.get("of") !== "ticked") query.delete("urn");
    if (query.get("what") !== "single") query.delete("report");
    begin(() => router.replace(`${path}?${query}`, { scroll: false }));
  };
  return { form, script, busy, changed };
}

/** Reports, year and schools of a new batch. The choice stands in the address; with script it is shown as it changes. */
export function Choose(props: Props) {
  const { choosing, years, children } = props;
  const open = useSearchParams().get("open");
  const { form, script, busy, changed } = useChoice();
  return (
    <>
      <form
        ref={form}
        method="get"
        className="space-y-4"
        onChange={({ target }) => changed(target instanceof HTMLElement ? target.getAttribute("name") : null)}
      >
        {open && <input type="hidden" name="open" value={open} />}
        <Reports {...props} />
        <p className="flex items-center gap-3 font-semibold">
          Year
          <Select
            name="year"
            label="Year"
            value={String(choosing.year)}
            options={years.map((y) => ({ value: String(y), label: String(y) }))}
          />
        </p>
        <Which {...props} script={script} onTicked={() => changed("urn")} />
        <label className="flex items-start gap-2">
          <input type="checkbox" name="nopupils" value="1" defaultChecked={!choosing.pupils} className="mt-1.5" />
          <span>
            <strong>No pupils</strong>: no pupil is named and small numbers are withheld, as for a reader of Level 3.
            For governors and others who may not see pupils.
          </span>
        </label>
        {!script && (
          <Button kind="secondary" type="submit">
            Show the files
          </Button>
        )}
      </form>
      <fieldset
        id="what-this-makes"
        tabIndex={-1}
        disabled={busy}
        aria-busy={busy}
        className="mt-4 border-t border-rule pt-4"
      >
        <legend className="sr-only">What this makes</legend>
        {children}
      </fieldset>
    </>
  );
}
