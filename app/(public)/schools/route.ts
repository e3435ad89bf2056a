import { publicRoute } from "../_page/public-route";
import { answerSearch } from "./answer";

export const dynamic = "force-dynamic";

export const GET = publicRoute(answerSearch);
