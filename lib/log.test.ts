import { expect, it } from "vitest";
import { errorFacts } from "./log";

const pupil = /Hazelwood|K801200124001|2019-03-04/;

it("of an unexpected error its kind, code and place are told, and nothing of its message", () => {
  const faults = [
    new Error("UPN K801200124001 of Rowan Hazelwood is also at School 2"),
    new Error("first line\n    at Hazelwood (born 2019-03-04)\nlast"),
    Object.assign(new Error("duplicate key"), {
      code: "23505",
      detail: "Key (upn)=(K801200124001)",
      constraint_name: "people_email",
    }),
    new Error("wrapped", { cause: Object.assign(new Error("Failing row contains (Hazelwood)"), { code: "23502" }) }),
  ];
  for (const fault of faults) expect(JSON.stringify(errorFacts(fault))).not.toMatch(pupil);
  expect(errorFacts(faults[2])).toMatchObject({ error: "Error", code: "23505", constraint: "people_email" });
  expect(errorFacts(faults[3])).toMatchObject({ code: "23502" });
  expect(errorFacts(faults[0]).where).toMatch(/^at .*lib\/log\.test\.ts/);
});

it("whatever is thrown can be told", () => {
  for (const thrown of [null, undefined, "Hazelwood", 7, {}])
    expect(JSON.stringify(errorFacts(thrown))).not.toMatch(pupil);
});
