import { z } from "zod";
import { command, query } from "@/lib/access/door";
import { NotFound } from "@/lib/errors";
import { checkSettings, differences, readSettings, type Settings, writeSettings } from "./rows";

/** What the authority decides about itself, as it is now. Throws NotFound. */
export const authoritySettings = query({
  name: "settings.read",
  needs: "administer",
  input: z.object({}),
  run: async ({ scope, ...tx }): Promise<Settings> => {
    const settings = await readSettings(tx, scope.laCode);
    if (!settings) throw new NotFound("There is no such authority.");
    return settings;
  },
});

const empty = (text: string | null) => text?.trim() || null;

/** Changes them; figures are withheld by the new threshold at the next request. Throws Invalid with the field, NotFound. */
export const changeSettings = command({
  name: "settings.change",
  needs: "administer",
  input: z.object({
    threshold: z.number({ error: "Enter a whole number from 6 to 1000" }),
    queueLimit: z.number({ error: "Enter a whole number from 1 to 10000" }),
    senderName: z.string().nullable().transform(empty),
    replyTo: z
      .string()
      .nullable()
      .transform((text) => empty(text)?.toLowerCase() ?? null),
  }),
  run: async ({ scope, ...tx }, to) => {
    checkSettings(to);
    const from = await readSettings(tx, scope.laCode);
    if (!from) throw new NotFound("There is no such authority.");
    await writeSettings(tx, scope.laCode, to);
    return differences(from, to);
  },
  note: (_, changed) => changed,
});
