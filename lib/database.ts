import { useDatabase } from "@/db/scope";
import { env } from "./env";

useDatabase(() => env().databaseUrls);

export {
  closeDatabase,
  type Scope,
  type Tx,
  withFigures,
  withOperator,
  withPublic,
  withScope,
  withSelf,
} from "@/db/scope";
