import { TextField, Tick } from "@/components/ui/act-form";
import { dayWords, latestEnd, suggestedEnd } from "@/lib/access/register/days";
import { declared } from "@/lib/access/register/declare";

/** What a school declares of everyone whom it lets in. */
export function Declarations() {
  return (
    <fieldset className="space-y-3">
      <legend className="text-large">Declarations</legend>
      <p className="text-muted">They are kept with your name and today’s date.</p>
      {Object.entries(declared).map(([name, words]) => (
        <Tick key={name} name={name} label={words} on={false} />
      ))}
    </fieldset>
  );
}

export function DbsField({ when }: { when: string }) {
  return (
    <TextField
      name="dbsSeenOn"
      label="Day on which you saw the DBS check"
      hint={when}
      type="date"
      max={new Date().toISOString().slice(0, 10)}
    />
  );
}

export function EndField({ value }: { value?: string }) {
  return (
    <TextField
      name="until"
      label="End of the contract or support"
      hint={`The last day of access. About one term is suggested; ${dayWords(latestEnd())} at the latest.`}
      type="date"
      value={value ?? suggestedEnd()}
      max={latestEnd()}
    />
  );
}

export function PurposeField() {
  return (
    <TextField
      name="purpose"
      label="What they need the data for"
      hint="For example: support with early reading"
      autoComplete="off"
    />
  );
}
