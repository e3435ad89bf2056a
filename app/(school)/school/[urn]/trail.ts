import type { Hat } from "@/lib/access/scope-of";

/** What stands above a school's page for this reader: the authority's staff come from its list of schools. */
export const trailTo = (hat: Hat): { href: string; label: string }[] =>
  hat.urn === null
    ? [
        { href: `/la/${hat.laCode}`, label: hat.laName },
        { href: `/la/${hat.laCode}/schools`, label: "Schools" },
      ]
    : [];
