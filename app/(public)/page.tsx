import type { Metadata } from "next";
import { SearchForm } from "./search-form";

export const metadata: Metadata = {
  title: { absolute: "Find a school – Keymark" },
  description: "Find any school in England by its name, town or postcode.",
};

export default function HomePage() {
  return (
    <main id="main" tabIndex={-1} className="sf-page sf-home">
      <h1 className="sf-title">Find a school</h1>
      <SearchForm />
    </main>
  );
}
