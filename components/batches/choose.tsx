"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";

/** What has been chosen, as the address says it. */
export interface Choosing {
  report: string;
  year: number;
  of: "all" | "phase" | "locality" | "ticked";
  phase: string;
  locality: string;
  urns: string[];
  pupils: boolean;
}

interface Props {
  choosing: Choosing;
  reports: { id: string; title: string; about: string }[];
  years: number[];
  phases: string[];
  localities: { id: string; name: string }[];
  schools: { urn: string; name: string; dfe: string | null }[];
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

function Ticks({ schools, urns }: { schools: Props["schools"]; urns: string[] }) {
  const [wanted, setWanted] = useState("");
  const fits = ({ name, dfe }: Props["schools"][number]) =>
    `${name} ${dfe}`.toLowerCase().includes(wanted.trim().toLowerCase());
  return (
    <div className="ml-6">
      <input
        type="search"
        aria-label="Filter the schools to tick"
        placeholder="Filter by name or number"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        className={`${box} mb-1 w-full max-w-80`}
      />
      <section aria-label="Schools to tick" className="max-h-56 overflow-y-auto border border-rule px-3 py-1">
        {schools.map((school) => (
          <label key={school.urn} className={fits(school) ? "flex items-start gap-2 py-0.5" : "hidden"}>
            <input
              type="checkbox"
              name="urn"
              value={school.urn}
              defaultChecked={urns.includes(school.urn)}
              className="mt-1.5"
            />
            <span>
              {school.name} <span className="text-muted">{school.dfe}</span>
            </span>
          </label>
        ))}
      </section>
    </div>
  );
}

function Which({ choosing, phases, localities, schools }: Omit<Props, "children" | "reports" | "years">) {
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
      <Ticks schools={schools} urns={choosing.urns} />
    </fieldset>
  );
}

/** A change beside a choice makes that choice: a phase picked means the phase, a school ticked the ticked ones. */
const means: Record<string, Choosing["of"]> = { phase: "phase", locality: "locality", urn: "ticked" };

function followUp(form: HTMLFormElement, changed: string): void {
  const meant = means[changed];
  const radio = meant && form.querySelector<HTMLInputElement>(`input[name=of][value=${meant}]`);
  if (radio) radio.checked = true;
}

/** Report, year and schools of a new batch. The choice stands in the address; with script it is shown as it changes. */
export function Choose(props: Props) {
  const { choosing, reports, years, children } = props;
  const router = useRouter();
  const path = usePathname();
  const open = useSearchParams().get("open");
  const form = useRef<HTMLFormElement>(null);
  const [script, setScript] = useState(false);
  const [busy, begin] = useTransition();
  useEffect(() => setScript(true), []);
  const show = () => {
    if (!form.current) return;
    const query = new URLSearchParams([...new FormData(form.current)].map(([k, v]) => [k, String(v)]));
    if (query.get("of") !== "ticked") query.delete("urn");
    begin(() => router.replace(`${path}?${query}`, { scroll: false }));
  };
  return (
    <>
      <form
        ref={form}
        method="get"
        className="space-y-4"
        onChange={({ target }) => {
          const name = target instanceof HTMLElement ? target.getAttribute("name") : null;
          if (!form.current || !name) return;
          followUp(form.current, name);
          show();
        }}
      >
        {open && <input type="hidden" name="open" value={open} />}
        <fieldset>
          <legend className="font-semibold">Report</legend>
          {reports.map(({ id, title, about }) => (
            <Radio key={id} name="report" value={id} on={choosing.report === id} label={`${title}: ${about}`} />
          ))}
        </fieldset>
        <p className="flex items-center gap-3 font-semibold">
          Year
          <Select
            name="year"
            label="Year"
            value={String(choosing.year)}
            options={years.map((y) => ({ value: String(y), label: String(y) }))}
          />
        </p>
        <Which {...props} />
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
      <fieldset disabled={busy} aria-busy={busy} className="mt-4 border-t border-rule pt-4">
        <legend className="sr-only">What this makes</legend>
        {children}
      </fieldset>
    </>
  );
}
