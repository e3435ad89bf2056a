/** The kinds of change that the history tells of, and the acts of each. */
export const historyKinds = {
  staff: {
    title: "Staff and rights",
    doors: ["staff.invite", "staff.add", "staff.change", "staff.remove"],
  },
  register: {
    title: "Schools’ people",
    doors: [
      "access.add",
      "access.change-level",
      "access.extend",
      "access.remove",
      "access.restore",
      "access.confirm",
      "access.request",
      "access.withdraw-request",
      "access.ask-level-1",
      "access.answer-request",
      "access.remind",
      "review.open",
      "review.close",
      "leaders.appoint",
      "leaders.appoint-many",
      "leaders.confirm",
    ],
  },
  agreements: { title: "Schools’ agreements", doors: ["agreements.change", "agreements.use"] },
  localities: {
    title: "Localities and Areas",
    doors: ["localities.add", "localities.rename", "localities.end", "localities.move", "localities.paste"],
  },
  settings: { title: "Settings", doors: ["settings.change", "authority.add", "authority.set"] },
  refused: { title: "Refused", doors: ["door.refused"] },
} as const satisfies Record<string, { title: string; doors: string[] }>;

export type HistoryKind = keyof typeof historyKinds;

export const kindOf = (door: string): HistoryKind | undefined =>
  (Object.keys(historyKinds) as HistoryKind[]).find((kind) =>
    (historyKinds[kind].doors as readonly string[]).includes(door),
  );
