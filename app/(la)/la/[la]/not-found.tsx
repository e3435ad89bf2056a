import { notFoundTitle, notFoundWords, Words } from "@/app/_web/words-page";

export default function NotFoundHere() {
  return <Words title={notFoundTitle}>{notFoundWords}</Words>;
}
