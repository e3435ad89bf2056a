import "server-only";
import { forbidden, notFound, unstable_rethrow } from "next/navigation";
import type { ReactNode } from "react";
import { Forbidden, Invalid, NotFound } from "@/lib/errors";
import { noteFault } from "./faults";

/** What the framework may print and send of an unexpected error: its reference number. */
class PageFault extends Error {
  override name = "PageFault";
  readonly digest: string;
  constructor(given: string) {
    super(`reference ${given}`);
    this.digest = given;
    this.stack = undefined;
  }
}

/**
 * A page or layout whose errors are translated: what is missing, not let in, or asked for wrongly shows the same page;
 * a right that is lacking says so; anything else is logged by its facts and shown by its reference number.
 */
export function page<P>(draw: (props: P) => Promise<ReactNode>) {
  return async (props: P): Promise<ReactNode> => {
    try {
      return await draw(props);
    } catch (error) {
      unstable_rethrow(error);
      if (error instanceof NotFound || error instanceof Invalid) notFound();
      if (error instanceof Forbidden) forbidden();
      throw new PageFault(noteFault(error));
    }
  };
}
