import { type KeyboardEvent, useState } from "react";
import { flushSync } from "react-dom";
import { Button } from "@/components/ui/button";
import { counted } from "./words";

export interface Tickable {
  urn: string;
  name: string;
  dfe: string | null;
  /** Results of the year are there. */
  held: boolean;
}

interface Props {
  schools: Tickable[];
  /** Ticked in the address. */
  urns: string[];
  year: number;
  open: boolean;
  script: boolean;
  /** Ticks were set otherwise than by hand. */
  onTicked(): void;
}

/** As names are compared: "st marys" finds "St Mary's". */
const bare = (text: string): string => text.toLowerCase().replaceAll(/['’.]/g, "").trim();

const notSubmit = (event: KeyboardEvent) => event.key === "Enter" && event.preventDefault();

/** Some of them turned on or off. */
const turned = (all: Set<string>, some: Iterable<string>, on: boolean): Set<string> => {
  const next = new Set(all);
  for (const urn of some) on ? next.add(urn) : next.delete(urn);
  return next;
};

/** Ticks by school name; without script the list stands whole, with it a filter and buttons make hundreds manageable. */
export function Ticks({ schools, urns, year, open, script, onTicked }: Props) {
  const [wanted, setWanted] = useState("");
  const [ticked, setTicked] = useState(() => new Set(urns));
  const shown = new Set(schools.filter((s) => bare(`${s.name} ${s.dfe}`).includes(bare(wanted))).map((s) => s.urn));
  const setShown = (on: boolean) => {
    flushSync(() => setTicked(turned(ticked, shown, on)));
    onTicked();
  };
  return (
    <details open={open} className="ml-6">
      <summary className="cursor-pointer py-0.5 text-link">
        {`${ticked.size} of ${counted(schools.length, "school", "schools")} ticked`}
      </summary>
      {script && (
        <div className="my-1 flex flex-wrap items-center gap-2">
          <input
            type="search"
            aria-label="Filter the schools to tick"
            placeholder="Filter by name or number"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
            onKeyDown={notSubmit}
            className="w-full max-w-80 rounded-small border border-edge bg-paper px-2 py-1"
          />
          <Button kind="secondary" type="button" disabled={shown.size === 0} onClick={() => setShown(true)}>
            Tick {wanted ? `the ${shown.size} shown` : "all"}
          </Button>
          <Button kind="secondary" type="button" disabled={shown.size === 0} onClick={() => setShown(false)}>
            Untick {wanted ? `the ${shown.size} shown` : "all"}
          </Button>
          <a href="#what-this-makes" className="sr-only text-link focus:not-sr-only">
            Skip the list of schools
          </a>
        </div>
      )}
      <section aria-label="Schools to tick" className="max-h-72 overflow-y-auto border border-rule px-3 py-1">
        {shown.size === 0 && <p className="text-muted">No school is called so or has that number.</p>}
        {schools.map(({ urn, name, dfe, held }) => (
          <label key={urn} className={shown.has(urn) ? "flex items-start gap-2 py-0.5" : "hidden"}>
            <input
              type="checkbox"
              name="urn"
              value={urn}
              checked={ticked.has(urn)}
              onChange={({ target }) => setTicked(turned(ticked, [urn], target.checked))}
              className="mt-1.5"
            />
            <span>
              {name} <span className="text-muted">{dfe}</span>
              {!held && <span className="text-muted">, no results of {year}</span>}
            </span>
          </label>
        ))}
      </section>
    </details>
  );
}
