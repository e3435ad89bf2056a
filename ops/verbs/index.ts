import { auditVerify } from "./audit";
import { backup, restore } from "./backup";
import { demoLoad, demoWrite } from "./demo";
import { figures } from "./figures";
import { importVerb } from "./import";
import { laAdd, laSet } from "./la";
import { peopleAdd, peopleRemove } from "./people";
import { register } from "./register";
import { report } from "./report";
import type { Verb } from "./verb";

export const verbs: Verb[] = [
  laAdd,
  laSet,
  peopleAdd,
  peopleRemove,
  register,
  importVerb,
  figures,
  report,
  demoWrite,
  demoLoad,
  auditVerify,
  backup,
  restore,
];
