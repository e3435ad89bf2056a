import { verifyAudit } from "@/lib/access/seal";
import type { Verb } from "./verb";

export const auditVerify: Verb = {
  name: "audit verify",
  usage: "audit verify",
  about: "Checks every seal against the acts as they are, and names the unsealed tail.",
  options: {},
  most: 0,
  run: async () => {
    const verdicts = await verifyAudit();
    return {
      rows: verdicts.map((v) => ({
        la: v.laCode,
        seals: v.seals,
        acts: v.acts,
        unsealed: v.unsealed,
        faults: v.faults,
      })),
      faults: verdicts.reduce((n, v) => n + v.faults.length, 0),
    };
  },
};
