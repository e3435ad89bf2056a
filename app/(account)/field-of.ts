/** What is wrong with a form, by field, as `ErrorSummary` and `Field` show it. */
export interface FormFault {
  field: string;
  words: string;
}

/** A text field of a form; nothing where there is none, or a file. */
export const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};
