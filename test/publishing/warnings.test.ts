import { describe, expect, test } from "vitest";
import { costOf } from "../../src/connectors/x/price.ts";
import { countInDay, type PlanFacts, planWarnings } from "../../src/publishing/warnings.ts";
import { contentOf, imageItem } from "../support/publishing.ts";

const at = new Date("2027-03-14T09:00:00Z");
const minutes = (count: number) => new Date(at.getTime() + count * 60_000);
const fine: PlanFacts = {
  profile: {
    id: "p",
    name: "Lumen",
    networkName: "Facebook",
    isConnected: true,
    accessEndsAt: null,
    scopes: [],
  },
  at,
  neededScopes: ["write:statuses"],
  mostPerDay: null,
  neighbours: [],
  inDay: 0,
  cost: null,
  approvalsNeeded: 0,
};
const said = (more: Partial<PlanFacts>, profile: Partial<PlanFacts["profile"]> = {}) =>
  planWarnings({ ...fine, ...more, profile: { ...fine.profile, ...profile } }, "Europe/Paris").map(
    ({ message }) => message,
  );
const codes = (...facts: Parameters<typeof said>) => said(...facts).map(({ code }) => code);
const neighbour = (count: number, more = {}) => ({
  at: minutes(count),
  sameText: false,
  isOut: false,
  ...more,
});

describe("what should be known before", () => {
  test("nothing, when all is well", () => expect(codes({})).toEqual([]));

  test("access that ends before the time, told with its day in both languages", () => {
    const [one] = said({}, { accessEndsAt: new Date("2027-03-12T23:30:00Z") });
    expect(one?.en).toContain("The connection to Lumen (Facebook) ends on 13 March, before this post.");
    expect(one?.fr).toContain("La connexion à Lumen (Facebook) expire le 13 mars, avant ce post.");
    expect(codes({}, { accessEndsAt: minutes(1) })).toEqual([]);
  });

  test.each([
    [["read"], ["scope_missing"]],
    [["read", "write"], []],
    [["write:statuses"], []],
    [[], []],
  ])("permissions %j: %j", (scopes, expected) => expect(codes({}, { scopes })).toEqual(expected));

  test("a profile that must be connected again", () =>
    expect(codes({}, { isConnected: false })).toEqual(["reconnect_needed"]));

  test.each([
    [14, ["too_close"]],
    [-14, ["too_close"]],
    [15, []],
  ])("another one %i minutes away: %j", (away, expected) =>
    expect(codes({ neighbours: [neighbour(away)] })).toEqual(expected),
  );

  test("the same text within a week, and whether it is out already", () => {
    const [one] = said({ neighbours: [neighbour(-3 * 1440, { sameText: true, isOut: true })] });
    expect([one?.code, one?.en]).toEqual([
      "same_text",
      expect.stringContaining("went out on Lumen on 11 March"),
    ]);
  });

  test("a day that is full counts the last 24 hours, and no later ones", () => {
    const neighbours = [neighbour(-60), neighbour(-1439), neighbour(-1440), neighbour(60)];
    const inDay = countInDay(neighbours, at);
    expect(codes({ inDay, mostPerDay: 2 })).toEqual(["day_full"]);
    expect(codes({ inDay, mostPerDay: 3 })).toEqual([]);
  });

  test("a budget that would not hold, with what taking the link out would save", () => {
    const [one] = said({ cost: { own: 200, withoutLink: 15, month: 50_000, budget: 50_000 } });
    expect(one?.en).toContain(
      "would cost $50.20 this month; the budget is $50.00. Remove the link ($0.015 instead of $0.20)",
    );
    expect(codes({ cost: { own: 200, withoutLink: 15, month: 49_800, budget: 50_000 } })).toEqual([]);
  });

  test("approval that is still missing", () =>
    expect(codes({ approvalsNeeded: 2 })).toEqual(["approval_missing"]));
});

test("X charges each part, a part with a link more, and each alternative text", () => {
  expect(costOf(contentOf("Bonjour"))).toBe(15);
  expect(costOf(contentOf("Voir https://example.org", { thread: ["suite"] }))).toBe(215);
  expect(costOf(contentOf("Image", { media: [imageItem("a", "un phare"), imageItem("b")] }))).toBe(20);
});
