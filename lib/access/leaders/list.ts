import { z } from "zod";
import { query } from "@/lib/access/door";
import { type OwnSchool, ownSchools } from "@/lib/schools/own";
import { type Leader, leadersNow } from "./rows";

export interface SchoolLeaders extends OwnSchool {
  leaders: Leader[];
}

/** Open schools by name with their Level 1s, and closed ones that still have any. */
export const listLeaders = query({
  name: "leaders.list",
  needs: "administer",
  input: z.object({}),
  run: async ({ scope, ...tx }): Promise<SchoolLeaders[]> => {
    const leaders = await leadersNow(tx, scope.laCode);
    const schools = (await ownSchools(tx, scope.laCode)).map((s) => ({ ...s, leaders: leaders.get(s.urn) ?? [] }));
    return schools.filter((s) => !s.closed || s.leaders.length > 0);
  },
});
