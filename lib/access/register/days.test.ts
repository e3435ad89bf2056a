import { describe, expect, it } from "vitest";
import { dayOf } from "@/lib/when";
import { dayWords, endDay, latestEnd, pastDay, suggestedEnd, termOf } from "./days";

describe("terms", () => {
  it.each([
    ["2026-09-01", "2026-autumn"],
    ["2026-12-31", "2026-autumn"],
    ["2027-01-01", "2027-spring"],
    ["2027-04-15", "2027-spring"],
    ["2027-04-16", "2027-summer"],
    ["2027-08-31", "2027-summer"],
  ])("%s lies in %s", (day, id) => expect(termOf(day).id).toBe(id));

  it.each([
    ["2026-09-01", "2026-12-31"],
    ["2026-11-24", "2027-04-15"],
    ["2027-01-10", "2027-04-15"],
    ["2027-07-01", "2027-08-31"],
    ["2027-08-01", "2027-12-31"],
  ])("an entry made on %s is suggested to end on %s", (day, end) => expect(suggestedEnd(day)).toBe(end));
});

describe("days", () => {
  it("are England's: summer time begins the day an hour earlier", () => {
    expect(dayOf(new Date("2027-06-30T23:30:00Z"))).toBe("2027-07-01");
    expect(dayOf(new Date("2027-12-31T23:30:00Z"))).toBe("2027-12-31");
  });

  it("twelve months on from a leap day is the last of February", () => {
    expect(latestEnd("2028-02-29")).toBe("2029-02-28");
    expect(latestEnd("2026-11-24")).toBe("2027-11-24");
  });

  const today = dayOf(new Date());
  it("an end is taken from today to twelve months on, written either way", () => {
    expect(endDay.parse(today)).toBe(today);
    expect(endDay.parse(latestEnd())).toBe(latestEnd());
    const [y, m, d] = today.split("-").map(Number);
    expect(endDay.parse(`${d}/${m}/${y}`)).toBe(today);
  });

  it.each(["", "soon", "2026-02-30", "31.2.2027", "2020-01-01", "2099-01-01"])("%j is refused as an end", (text) =>
    expect(endDay.safeParse(text).success).toBe(false),
  );

  it("a check seen tomorrow is refused", () => {
    expect(pastDay.safeParse(today).success).toBe(true);
    expect(pastDay.safeParse(latestEnd()).success).toBe(false);
  });

  it("are written out", () => expect(dayWords("2027-03-31")).toBe("31 March 2027"));
});
