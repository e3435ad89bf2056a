import { withPublic } from "@/lib/database";
import { type Choices, filterChoices } from "@/lib/schools/terms";

const keptMs = 60_000;
let known: { until: number; choices: Promise<Choices> } | undefined;

/** What the filters offer, read once a minute: the register changes once a day at most. */
export function choicesNow(): Promise<Choices> {
  if (known && known.until > Date.now()) return known.choices;
  const choices = withPublic(filterChoices);
  known = { until: Date.now() + keptMs, choices };
  choices.catch(() => {
    known = undefined;
  });
  return choices;
}
