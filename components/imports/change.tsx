import type { ImportRow } from "@/lib/imports/list";

/** What a waiting upload would do, school by school. */
export function Change({ row }: { row: ImportRow }) {
  const schools = row.schools.filter((s) => s.state === "read");
  const undone = row.question?.kind === "existing" ? row.question.undone : {};
  const corrected = Object.keys(undone).length > 0;
  return (
    <div className="my-2 border-l-4 border-query bg-wash px-3 py-2">
      <p>{row.words}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="mt-2 max-h-72 overflow-auto" aria-label={`What ${row.fileName} would change`} tabIndex={0}>
        <table className="dense-table [&_td]:pr-2 [&_th]:pr-2 [&_tbody_th]:min-w-0">
          <thead>
            <tr>
              <th scope="col">School</th>
              <th scope="col" className="number">
                Added
              </th>
              <th scope="col" className="number">
                Changed
              </th>
              <th scope="col" className="number">
                Gone
              </th>
              {corrected && (
                <th scope="col" className="number">
                  Corrected here
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {schools.map((s) => (
              <tr key={s.id}>
                <th scope="row">
                  {s.schoolName ?? s.fileName}
                  {s.words && <span className="block max-w-[60ch] font-normal">{s.words}</span>}
                </th>
                <td className="number">{s.added}</td>
                <td className="number">{s.changed}</td>
                <td className="number">{s.gone}</td>
                {corrected && <td className="number">{undone[s.id] ?? 0}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
