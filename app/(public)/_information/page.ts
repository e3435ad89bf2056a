import type { Html } from "../_page/html";

/** A page about the product: who answers for it, and when it was last looked through. */
export interface InformationPage {
  /** From the root. */
  address: string;
  title: string;
  /** One sentence; also what search engines show. */
  about: string;
  owner: string;
  /** yyyy-mm-dd. */
  updated: string;
  body: Html;
}
