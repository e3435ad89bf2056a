import { auditVerify } from "./audit";
import { backup, restore } from "./backup";
import { demoCodes, demoLoad, demoWrite } from "./demo";
import { figures } from "./figures";
import { importVerb } from "./import";
import { laAdd, laSet } from "./la";
import { peopleAdd, peopleRemove, peopleResetSecondFactor } from "./people";
import { register } from "./register";
import { report } from "./report";
import type { Verb } from "./verb";

export const verbs: Verb[] = [
  laAdd,
  laSet,
  peopleAdd,
  peopleRemove,
  peopleResetSecondFactor,
  register,
  importVerb,
  figures,
  report,
  demoWrite,
  demoLoad,
  demoCodes,
  auditVerify,
  backup,
  restore,
];
