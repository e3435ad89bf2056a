import type { Domain } from "@/db/dataset-table";

/** The kinds of data that rights are given for, in the order in which pages list them. */
export const domains: { id: Domain; title: string; about: string }[] = [
  { id: "assessment", title: "Assessment", about: "The key stages, and the reports made of them" },
  { id: "census", title: "Census", about: "School census, attendance, exclusions, pupil premium" },
  { id: "cla", title: "CLA", about: "Children looked after" },
  { id: "cin", title: "CIN", about: "Children in need" },
];

export const domainIds = ["assessment", "census", "cla", "cin"] as const satisfies Domain[];

export type Right = "none" | "see" | "edit";

/** A member of staff's rights; who edits sees. */
export interface Rights {
  see: Domain[];
  edit: Domain[];
  admin: boolean;
}

export const rightTo = ({ see, edit }: Pick<Rights, "see" | "edit">, domain: Domain): Right => {
  if (edit.includes(domain)) return "edit";
  return see.includes(domain) ? "see" : "none";
};

const few: Record<Exclude<Right, "none">, string> = { see: "sees", edit: "edits" };

/** "edits Assessment, sees CIN, administrator", or "none". */
export function rightsText(rights: Rights): string {
  const parts = domains.flatMap(({ id, title }) => {
    const right = rightTo(rights, id);
    return right === "none" ? [] : [`${few[right]} ${title}`];
  });
  return [...parts, ...(rights.admin ? ["administrator"] : [])].join(", ") || "none";
}

/** The same rights in one form, whatever order they were given in. */
export const ordered = ({ see, edit, admin }: Rights): Rights => ({
  see: domainIds.filter((d) => see.includes(d) || edit.includes(d)),
  edit: domainIds.filter((d) => edit.includes(d)),
  admin,
});

export const sameRights = (a: Rights, b: Rights): boolean => JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
