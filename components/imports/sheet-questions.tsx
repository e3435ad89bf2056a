"use client";

import { useId } from "react";

interface Choice {
  value: string;
  label: string;
}

/** What is asked of one sheet, with everything that may be chosen. */
export interface AskedFile {
  fileName: string;
  schools: Choice[] | null;
  years: Choice[] | null;
  columns: { header: string; remembered: boolean }[];
  /** Columns by dataset. */
  groups: { title: string; choices: Choice[] }[];
  /** What is chosen at first, by the name of the field. */
  chosen: Record<string, string>;
}

interface Props {
  files: AskedFile[];
  /** What was chosen before the answer was sent back; wins over the first choice. */
  said: Record<string, string>;
}

const box = "mt-1 block w-full max-w-[28rem] rounded-small border border-edge bg-paper px-2 py-1 text-dense";

interface PickProps {
  name: string;
  label: string;
  note?: string;
  value: string;
  children: React.ReactNode;
}

function Pick({ name, label, note, value, children }: PickProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="block font-semibold">
        {label}
        {note && <span className="font-normal text-muted"> ({note})</span>}
      </label>
      <select id={id} name={name} defaultValue={value} className={box}>
        <option value="?">Choose</option>
        {children}
      </select>
    </div>
  );
}

const options = (choices: Choice[]) =>
  choices.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));

/** A sheet's school, year and unknown columns, to be chosen. Fields are named by the place of the file: `0.urn`, `0.column.2`. */
function SheetFields({ file, at, said }: { file: AskedFile; at: number; said: Record<string, string> }) {
  const { fileName, schools, years, columns, groups, chosen } = file;
  const value = (field: string) => said[`${at}.${field}`] ?? chosen[field] ?? "?";
  return (
    <fieldset className="space-y-3">
      <legend className="break-all font-semibold">{fileName}</legend>
      <input type="hidden" name={`${at}.file`} value={fileName} />
      {schools && (
        <Pick name={`${at}.urn`} label="School" value={value("urn")}>
          {options(schools)}
        </Pick>
      )}
      {years && (
        <Pick name={`${at}.year`} label="Academic year" value={value("year")}>
          {options(years)}
        </Pick>
      )}
      {columns.map(({ header, remembered }, n) => (
        <div key={header}>
          <input type="hidden" name={`${at}.header.${n}`} value={header} />
          <Pick
            name={`${at}.column.${n}`}
            label={`Column “${header}”`}
            note={remembered ? "remembered" : undefined}
            value={value(`column.${n}`)}
          >
            <option value="">Leave it out</option>
            {groups.map(({ title, choices }) => (
              <optgroup key={title} label={title}>
                {options(choices)}
              </optgroup>
            ))}
          </Pick>
        </div>
      ))}
    </fieldset>
  );
}

/** What spreadsheets do not say by themselves; columns are remembered for the authority. */
export function SheetQuestions({ files, said }: Props) {
  return (
    <div className="my-2 space-y-4 border-l-4 border-query bg-wash px-3 py-2 text-dense">
      {files.map((file, at) => (
        <SheetFields key={file.fileName} file={file} at={at} said={said} />
      ))}
      {files.some((file) => file.columns.length > 0) && (
        <p className="text-muted">What you say of columns is remembered for your authority’s next sheets.</p>
      )}
    </div>
  );
}
