/** The search box. A plain GET form: its address can be kept and shared, and it needs no script. */
export function SearchForm({ q = "" }: { q?: string }) {
  return (
    <search>
      <form className="sf-form" action="/schools" method="get">
        <label htmlFor="q">School name, town or postcode</label>
        <div className="sf-box">
          <input id="q" name="q" type="search" defaultValue={q} maxLength={100} autoComplete="off" spellCheck={false} />
          <button type="submit">Search</button>
        </div>
      </form>
    </search>
  );
}
