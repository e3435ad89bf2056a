import "server-only";
import { noteFault } from "@/app/_web/faults";
import { refusal } from "./respond";

/** A route for everyone, whose errors are pages in words. */
export function publicRoute<P>(answer: (url: URL, params: P) => Promise<Response>) {
  return async (request: Request, context: { params: Promise<P> }): Promise<Response> => {
    try {
      return await answer(new URL(request.url), await context.params);
    } catch (error) {
      return refusal(error, noteFault);
    }
  };
}
