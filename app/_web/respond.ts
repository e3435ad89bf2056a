import "server-only";
import { unstable_rethrow } from "next/navigation";
import { kept } from "./download";
import { faultOf } from "./faults";
import { requireSameOrigin } from "./origin";

/** A route handler whose errors leave as JSON `{ error, fields? }` with their status; nothing it sends is kept by anyone. */
export function respond<C>(handle: (request: Request, context: C) => Promise<Response>) {
  return async (request: Request, context: C): Promise<Response> => {
    try {
      if (request.method !== "GET" && request.method !== "HEAD") requireSameOrigin(request.headers);
      return await handle(request, context);
    } catch (error) {
      unstable_rethrow(error);
      const { status, ...body } = faultOf(error);
      return Response.json(body, { status, headers: kept });
    }
  };
}
