import { forbiddenTitle, forbiddenWords, Words } from "@/app/_web/words-page";

export default function ForbiddenHere() {
  return <Words title={forbiddenTitle}>{forbiddenWords}</Words>;
}
