import { accessibility } from "./accessibility";
import { helpPages } from "./help";
import type { InformationPage } from "./page";
import { privacy } from "./privacy";

export const informationPages: InformationPage[] = [...helpPages, accessibility, privacy];
