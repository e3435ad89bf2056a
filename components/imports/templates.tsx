import { Button } from "@/components/ui/button";

interface Props {
  la: string;
  datasets: { id: string; title: string }[];
  years: number[];
}

const box = "block min-h-8 rounded-small border border-edge bg-paper px-2 text-dense";

/** Blank spreadsheets whose headings are the right ones; a plain form, so that it needs no script. */
export function Templates({ la, datasets, years }: Props) {
  return (
    <details className="text-dense">
      <summary className="cursor-pointer font-semibold">Templates for spreadsheets</summary>
      <form action={`/la/${la}/imports/template`} className="mt-2 flex flex-wrap items-end gap-3">
        <label>
          Dataset
          <select name="dataset" className={box}>
            {datasets.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label>
          Year
          <select name="year" className={box} defaultValue={years.at(-1)}>
            {years.toReversed().map((year) => (
              <option key={year}>{year}</option>
            ))}
          </select>
        </label>
        <Button kind="secondary" name="format" value="xlsx">
          Download as Excel
        </Button>
        <Button kind="secondary" name="format" value="csv">
          Download as CSV
        </Button>
      </form>
    </details>
  );
}
