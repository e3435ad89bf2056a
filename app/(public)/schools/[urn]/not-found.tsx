import { SearchForm } from "../../search-form";

export default function SchoolNotFound() {
  return (
    <main id="main" tabIndex={-1} className="sf-page">
      <h1 className="sf-title">No such school</h1>
      <p className="sf-count">
        No school in the register has the number (URN) in this address. A URN has six digits. Look for the school by its
        name, town or postcode instead.
      </p>
      <SearchForm />
    </main>
  );
}
