import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Card, cardsOf, countsOf, filtered, movableOf } from "../../../web/src/rooms/calendar/cards.ts";
import { daysOf } from "../../../web/src/rooms/calendar/clock.ts";
import { csvOf } from "../../../web/src/rooms/calendar/csv.ts";
import type { CalendarPublication } from "../../../web/src/rooms/calendar/model.ts";
import { place } from "../../../web/src/rooms/calendar/placing.ts";

const paris = "Europe/Paris";
const days = daysOf("week", "2026-11-22", paris);
const publication = (given: Partial<CalendarPublication>): CalendarPublication => ({
  id: "one",
  post: "post",
  profile: "profile",
  network: "mastodon",
  state: "scheduled",
  version: 1,
  scheduledAt: "2026-11-18T09:00:00Z",
  localTime: null,
  timeZone: null,
  publishedAt: null,
  remoteId: null,
  remoteUrl: null,
  nextAt: null,
  error: null,
  text: "Soldes",
  review: "none",
  campaign: null,
  series: null,
  images: 0,
  parts: 1,
  warnings: [],
  ...given,
});

describe("the cards of a calendar", () => {
  test("show one post at one minute on several profiles as one, in the state that most wants a person", () => {
    const cards = cardsOf(
      [
        publication({ id: "a", state: "published" }),
        publication({ id: "b", state: "unconfirmed", scheduledAt: "2026-11-18T09:00:20Z" }),
        publication({ id: "c", scheduledAt: "2026-11-18T09:01:00Z" }),
        publication({ id: "d", post: "the other" }),
      ],
      days,
      paris,
    );
    expect(cards.map(({ minute, state, publications }) => [minute, state, publications.length])).toEqual([
      [600, "unconfirmed", 2],
      [600, "scheduled", 1],
      [601, "scheduled", 1],
    ]);
  });

  test("leave nothing out and count nothing twice", () => {
    const some = fc.array(
      fc.record({
        post: fc.constantFrom("p1", "p2", "p3"),
        state: fc.constantFrom("scheduled", "failed", "published", "draft"),
        scheduledAt: fc
          .integer({ min: days[0]?.from ?? 0, max: (days.at(-1)?.to ?? 1) - 1 })
          .map((at) => new Date(at).toISOString()),
      }),
    );
    fc.assert(
      fc.property(some, (given) => {
        const all = given.map((one, index) => publication({ ...(one as object), id: String(index) }));
        const cards = cardsOf(all, days, paris);
        expect(cards.flatMap(({ publications }) => publications.map(({ id }) => id)).sort()).toEqual(
          all.map(({ id }) => id).sort(),
        );
        expect([...countsOf(cards).values()].reduce((sum, count) => sum + count, 0)).toBe(all.length);
      }),
    );
  });

  test("show what waits for approval as such, and filter by it", () => {
    const all = [publication({ id: "a", review: "waiting" }), publication({ id: "b" })];
    const filters = { profiles: [], states: ["approval"], campaign: null } as const;
    expect(filtered(all, filters).map(({ id }) => id)).toEqual(["a"]);
  });

  test("move only where nothing has gone out or may have", () => {
    const states = [
      "draft",
      "scheduled",
      "publishing",
      "published",
      "failed",
      "unconfirmed",
      "cancelled",
    ] as const;
    expect(movableOf(states.map((state) => publication({ state }))).map(({ state }) => state)).toEqual([
      "draft",
      "scheduled",
      "failed",
    ]);
  });
});

describe("cards side by side", () => {
  const card = (minute: number, key: string): Card => ({
    key,
    post: key,
    at: minute * 60_000,
    date: "2026-11-18",
    minute,
    isSecond: false,
    state: "scheduled",
    text: "",
    publications: [],
  });

  test("are all shown or counted behind a button, and never cover each other", () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 1439 }), { maxLength: 60 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 1, max: 5 }), (given, most) => {
        const cards = given
          .sort((one, other) => one - other)
          .map((minute, index) => card(minute, String(index)));
        const { placed, more } = place(cards, 50, most);
        const seen = [
          ...placed.map((one) => one.card.key),
          ...more.flatMap((group) => group.cards.map(({ key }) => key)),
        ];
        expect(seen.sort()).toEqual(cards.map(({ key }) => key).sort());
        for (const one of placed)
          for (const other of placed)
            if (one !== other && one.lane === other.lane)
              expect(Math.abs(one.card.minute - other.card.minute)).toBeGreaterThanOrEqual(50);
      }),
    );
  });
});

test("an export opens in a spreadsheet as it is on screen, and runs nothing there", () => {
  const cards = cardsOf([publication({ text: '=HYPERLINK("x");\nLigne 2' })], days, paris);
  const csv = csvOf(
    cards,
    { zone: paris, profiles: new Map([["profile", { name: "Lumen" }]]) },
    ["Jour"],
    () => "Programmée",
  );
  expect(csv).toBe(
    '\ufeffJour\r\n2026-11-18;10:00;Europe/Paris;2026-11-18T09:00:00Z;Programmée;mastodon;Lumen;"\'=HYPERLINK(""x"");\nLigne 2";\r\n',
  );
});
