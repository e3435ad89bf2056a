import { Button } from "@/components/ui/button";

interface Props {
  la: string;
  /** With the years that each is held for, newest first. */
  datasets: { id: string; title: string; years: number[] }[];
}

const box = "block min-h-8 rounded-small border border-edge bg-paper px-2 text-dense";

/** Blank spreadsheets whose headings are the right ones; plain forms, so that they need no script. */
export function Templates({ la, datasets }: Props) {
  return (
    <details className="text-dense">
      <summary className="cursor-pointer font-semibold">Templates for spreadsheets</summary>
      {datasets.map(({ id, title, years }) => (
        <form key={id} action={`/la/${la}/imports/template`} className="mt-3 flex flex-wrap items-end gap-3">
          <input type="hidden" name="dataset" value={id} />
          <label>
            {title}, year
            <select name="year" className={box}>
              {years.map((year) => (
                <option key={year}>{year}</option>
              ))}
            </select>
          </label>
          <Button kind="secondary" name="format" value="xlsx">
            Download as Excel
            <span className="sr-only"> ({title})</span>
          </Button>
          <Button kind="secondary" name="format" value="csv">
            Download as CSV
            <span className="sr-only"> ({title})</span>
          </Button>
        </form>
      ))}
    </details>
  );
}
