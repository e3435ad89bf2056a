import { Invalid } from "@/lib/errors";
import type { CtfHeader, CtfPupil, CtfResult } from "./types";

/** A pupil's whole school life in assessments is some hundreds. */
const MAX_RESULTS = 5000;

/** A transfer file as far as it has been read. */
export interface CtfState {
  /** The rules of the open elements, outermost first; `null` for one that is passed over. */
  open: (Rule | null)[];
  /** Text and line of the innermost element that is read. */
  text: string;
  line: number;
  headers: number;
  header: CtfHeader;
  pupil: CtfPupil;
  gender: { gender: string | null };
  result: CtfResult;
  /** Where the results of the open key stage begin. */
  stageFrom: number;
  stage: { stage: string | null };
  ready: { header: CtfHeader | null; pupils: CtfPupil[] };
}

/** What to do with an element, by its place in the tree; children that have no rule are passed over. */
interface Rule {
  children?: ReadonlyMap<string, Rule>;
  begin?(state: CtfState, line: number): void;
  /** Given the trimmed text, unless it is empty. */
  put?(state: CtfState, value: string): void;
  end?(state: CtfState): void;
}

const blankHeader = (): CtfHeader => ({
  documentName: null,
  version: null,
  qualifier: null,
  supplier: null,
  sourceLa: null,
  sourceEstab: null,
  sourceUrn: null,
  sourceName: null,
  academicYear: null,
  destLa: null,
  destEstab: null,
});

const blankPupil = (line: number): CtfPupil => ({
  line,
  upn: null,
  surname: null,
  forename: null,
  born: null,
  sex: null,
  yearGroup: null,
  postcode: null,
  results: [],
});

const blankResult = (): CtfResult => ({
  stage: "",
  year: null,
  subject: null,
  method: null,
  component: null,
  status: null,
  qualifier: null,
  result: null,
});

/** Rules that put the texts of elements into fields; the same element twice with two values has no right reading. */
function fields<K extends string>(
  target: (state: CtfState) => Record<K, string | null>,
  names: Readonly<Record<string, K>>,
): [string, Rule][] {
  return Object.entries(names).map(([element, key]) => {
    const put = (state: CtfState, value: string) => {
      const into = target(state);
      if (into[key] !== null && into[key] !== value) {
        throw new Invalid(`Line ${state.line}: ${element} is given twice with two values; once would be right.`);
      }
      into[key] = value;
    };
    return [element, { put }];
  });
}

const group = (children: [string, Rule][], acts: Omit<Rule, "children" | "put"> = {}): Rule => ({
  children: new Map(children),
  ...acts,
});

const HEADER = group(
  [
    ...fields((s) => s.header, {
      DocumentName: "documentName",
      CTFversion: "version",
      DocumentQualifier: "qualifier",
      SupplierID: "supplier",
    }),
    [
      "SourceSchool",
      group(
        fields((s) => s.header, {
          LEA: "sourceLa",
          Estab: "sourceEstab",
          URN: "sourceUrn",
          SchoolName: "sourceName",
          AcademicYear: "academicYear",
        }),
      ),
    ],
    ["DestSchool", group(fields((s) => s.header, { LEA: "destLa", Estab: "destEstab" }))],
  ],
  {
    begin(state, line) {
      if (++state.headers > 1) {
        throw new Invalid(`Line ${line}: the file has a second Header. Send one file for each school and transfer.`);
      }
    },
    end(state) {
      state.ready.header = state.header;
    },
  },
);

const RESULT = group(
  fields((s) => s.result, {
    Year: "year",
    Subject: "subject",
    Method: "method",
    Component: "component",
    ResultStatus: "status",
    ResultQualifier: "qualifier",
    Result: "result",
  }),
  {
    begin(state, line) {
      state.result = blankResult();
      state.pupil.results.push(state.result);
      if (state.pupil.results.length > MAX_RESULTS) {
        throw new Invalid(`Line ${line}: one pupil has more than ${MAX_RESULTS} results. Export the file again.`);
      }
    },
  },
);

/** Stage may stand before or after the results it holds for. */
const KEY_STAGE = group([...fields((s) => s.stage, { Stage: "stage" }), ["StageAssessment", RESULT]], {
  begin(state) {
    state.stageFrom = state.pupil.results.length;
    state.stage.stage = null;
  },
  end(state) {
    for (const result of state.pupil.results.slice(state.stageFrom)) result.stage = state.stage.stage ?? "";
  },
});

/** Some systems write former addresses too; the first is the present one. */
const FIRST_POSTCODE: Rule = {
  put(state, value) {
    state.pupil.postcode ??= value;
  },
};

const PUPIL = group(
  [
    ...fields((s) => s.pupil, { UPN: "upn", Surname: "surname", Forename: "forename", DOB: "born", Sex: "sex" }),
    ...fields((s) => s.gender, { Gender: "gender" }),
    ["BasicDetails", group(fields((s) => s.pupil, { NCyearActual: "yearGroup" }))],
    ["Address", group([["PostCode", FIRST_POSTCODE]])],
    ["StageAssessments", group([["KeyStage", KEY_STAGE]])],
  ],
  {
    begin(state, line) {
      if (state.headers === 0) {
        throw new Invalid(`Line ${line}: a pupil comes before the Header. The Header must come first.`);
      }
      state.pupil = blankPupil(line);
      state.gender.gender = null;
    },
    end(state) {
      state.pupil.sex ??= state.gender.gender;
      state.ready.pupils.push(state.pupil);
    },
  },
);

const ROOT = group([
  ["Header", HEADER],
  ["CTFpupilData", group([["Pupil", PUPIL]])],
]);

function rootRule(name: string): Rule {
  if (name === "CTfile") return ROOT;
  if (name === "ATfile") {
    throw new Invalid("This is an admissions file (ATF), not an assessment file. Send the Common Transfer File (CTF).");
  }
  throw new Invalid(
    `This is not a Common Transfer File: its main element is ${name.slice(0, 60)}, and CTfile would be right.`,
  );
}

/** An element begins: opens what it holds. Throws `Invalid` where the tree does not allow it. */
export function beginElement(state: CtfState, name: string, line: number): void {
  const outer = state.open.at(-1);
  const rule = outer === undefined ? rootRule(name) : (outer?.children?.get(name) ?? null);
  state.open.push(rule);
  if (!rule) return;
  state.text = "";
  state.line = line;
  rule.begin?.(state, line);
}

/** The innermost element ends: its text goes where it belongs, and what is complete becomes ready. */
export function endElement(state: CtfState): void {
  const rule = state.open.pop();
  if (!rule) return;
  const value = rule.put ? state.text.trim() : "";
  if (value !== "") rule.put?.(state, value);
  rule.end?.(state);
}

/** Text that stands directly in the innermost element. */
export function addText(state: CtfState, piece: string): void {
  if (state.open.at(-1)?.put) state.text += piece;
}

export const startState = (): CtfState => ({
  open: [],
  text: "",
  line: 1,
  headers: 0,
  header: blankHeader(),
  pupil: blankPupil(1),
  gender: { gender: null },
  result: blankResult(),
  stageFrom: 0,
  stage: { stage: null },
  ready: { header: null, pupils: [] },
});
