import { textIn } from "@/app/_web/answer";

const ticked = (form: FormData, name: string): boolean => form.get(name) === "1";

/** A field's text, or nothing where it was left empty. */
export const given = (form: FormData, name: string): string | undefined => textIn(form, name).trim() || undefined;

/** What a form declares. */
export const declaredIn = (form: FormData) => ({
  safeguarding: ticked(form, "safeguarding"),
  dataProtection: ticked(form, "dataProtection"),
  acceptableUse: ticked(form, "acceptableUse"),
});

export const webMailIn = (form: FormData): boolean => ticked(form, "webMail");
