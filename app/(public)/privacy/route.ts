import { privacy } from "../_information/privacy";
import { showInformation } from "../_information/show";
import { publicRoute } from "../_page/public-route";

export const dynamic = "force-dynamic";

export const GET = publicRoute(() => showInformation(privacy));
