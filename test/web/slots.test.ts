import { expect, test } from "vitest";
import { movedToZone, usualSlots, withSlots } from "../../web/src/rooms/profiles/slots.ts";
import { sourceSettingsFrom } from "../../web/src/rooms/profiles/source-forms.ts";

const paris = "Europe/Paris";
const monday = { weekday: 1, time: "09:00", timeZone: paris };

test("a time is added once to each day, in the order of the week", () => {
  expect(withSlots([monday], { days: [3, 1], time: "09:00", timeZone: paris })).toEqual([
    monday,
    { ...monday, weekday: 3 },
  ]);
  expect(withSlots([monday], { days: [1], time: "08:30", timeZone: paris }).map(({ time }) => time)).toEqual([
    "08:30",
    "09:00",
  ]);
  expect(withSlots([monday], { days: [], time: "08:30", timeZone: paris })).toEqual([monday]);
});

test("the usual slots are three a working day", () => {
  expect(usualSlots(paris).length).toBe(15);
  expect(new Set(usualSlots(paris).map(({ weekday }) => weekday))).toEqual(new Set([1, 2, 3, 4, 5]));
});

test("slots go along to another zone, but for those with a zone of their own", () => {
  const tokyo = { ...monday, timeZone: "Asia/Tokyo" };
  expect(movedToZone([monday, tokyo], paris, "America/Montreal")).toEqual([
    { ...monday, timeZone: "America/Montreal" },
    tokyo,
  ]);
});

test("engagement is asked for only where it was ticked", () => {
  expect(sourceSettingsFrom({ query: "", engagement: "yes" })).toEqual({ engagement: true });
  expect(sourceSettingsFrom({ query: " lumen ", engagement: "" })).toEqual({ query: "lumen" });
  expect(sourceSettingsFrom({ monthlyBudgetUsd: " 12,50 " })).toEqual({ monthlyBudgetUsd: 12.5 });
  expect(sourceSettingsFrom({ monthlyBudgetUsd: "beaucoup" })).toEqual({ monthlyBudgetUsd: "beaucoup" });
});
