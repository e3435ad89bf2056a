import { z } from "zod";
import { markCorrect, unmark } from "@/lib/records/mark";
import { gridRoute } from "../door";

export const dynamic = "force-dynamic";

const takesBack = z.object({ because: z.null() });

/** A query marked correct with a reason; with `because: null` the mark is taken back. */
export const POST = gridRoute((scope, input: unknown) =>
  takesBack.safeParse(input).success ? unmark(scope, input as never) : markCorrect(scope, input as never),
);
