import { databaseAt } from "@/db/scope";
import { env } from "./env";

databaseAt(() => env().databaseUrls);

export {
  asFigures,
  closeDatabase,
  type Scope,
  type Tx,
  withFigures,
  withOperator,
  withPublic,
  withScope,
  withSelf,
} from "@/db/scope";
