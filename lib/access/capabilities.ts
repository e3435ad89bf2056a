import type { Domain } from "@/db/dataset-table";
import type { Scope } from "@/db/scope";

/** What a door may need. Capabilities, not roles: code asks for one of these and for nothing else. */
export type Capability =
  | "open"
  | "signed-in"
  | "reports"
  | "pupils"
  | "browse"
  | "clean"
  | "import"
  | "administer"
  | "register"
  | "operate";

const any = (domains: Domain[]) => domains.length > 0;
const authority = (s: Scope) => s.hat === "staff" || s.hat === "job";

/** One row per capability, from the hat's kind, its level and its domains. */
export const capabilities: Record<Exclude<Capability, "open">, { about: string; holds(scope: Scope): boolean }> = {
  "signed-in": { about: "be signed in", holds: () => true },
  reports: { about: "read reports", holds: (s) => (authority(s) || s.hat === "school") && any(s.see) },
  pupils: {
    about: "see pupils by name",
    holds: (s) => any(s.see) && (authority(s) || (s.hat === "school" && s.level <= 2)),
  },
  browse: { about: "see the authority's imports and records", holds: (s) => authority(s) && any(s.see) },
  clean: { about: "correct records", holds: (s) => authority(s) && any(s.edit) },
  import: { about: "import files", holds: (s) => authority(s) && any(s.edit) },
  administer: { about: "administer the authority", holds: (s) => authority(s) && s.admin },
  register: {
    about: "run the school's Access Register",
    holds: (s) => (s.hat === "school" && s.level === 1) || (authority(s) && s.admin),
  },
  operate: { about: "operate the deployment", holds: (s) => s.hat === "operator" },
};

export const can = (scope: Scope, capability: Exclude<Capability, "open">): boolean =>
  capabilities[capability].holds(scope);

/** Does this reader see pupils of this school by name? Rights are to the place. */
export const seesPupilsOf = (scope: Scope, urn: string): boolean =>
  can(scope, "pupils") && (scope.urns === "*" || scope.urns.includes(urn));
