import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AttemptResult,
  backoffSeconds,
  decide,
  decideReadBack,
  maxTries,
} from "../../src/publishing/decision.ts";

const now = new Date("2026-11-21T10:00:00Z");
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const published = { remoteId: "42", url: "https://example.org/42" };
const following = (result: AttemptResult, tries = 1, readBackAfterSeconds = 10) =>
  decide(result, { tries, now, chance: 0.5, readBackAfterSeconds });

describe("after an attempt", () => {
  test("what the network took is published", () =>
    expect(following({ kind: "published", published })).toEqual({ move: "succeed", published }));

  test.each([
    ["content", "refused_content", false],
    ["credentials", "refused_credentials", true],
    ["forbidden", "refused_permission", false],
    ["gone", "target_gone", false],
  ] as const)(
    "what is refused because of %s fails as %s, in the network's words",
    (because, code, reconnect) =>
      expect(following({ kind: "rejected", because, detail: "no" })).toEqual({
        move: "reject",
        code,
        detail: "no",
        reconnectProfile: reconnect,
      }),
  );

  test("a rate limit pauses the profile until the stated end, and uses up no try", () =>
    expect(
      following({ kind: "retry", pauses: "profile", afterSeconds: 300, detail: "slow down" }, maxTries),
    ).toEqual({
      move: "retry",
      dueAt: inSeconds(300),
      pauseProfileUntil: inSeconds(300),
      countsAsTry: false,
      detail: "slow down",
    }));

  test("a rate limit without an end pauses for a minute", () =>
    expect(following({ kind: "retry", pauses: "profile", detail: "slow down" })).toMatchObject({
      pauseProfileUntil: inSeconds(60),
    }));

  test("a rate limit that ended already still waits a second, so as not to spin", () =>
    expect(following({ kind: "retry", pauses: "profile", afterSeconds: -20, detail: "" })).toMatchObject({
      dueAt: inSeconds(1),
    }));

  test("what surely did not arrive is tried again soon", () =>
    expect(following({ kind: "retry", detail: "no connection" })).toMatchObject({
      move: "retry",
      dueAt: inSeconds(5),
    }));

  test("a wait that the network asks for is kept when it is longer than ours", () => {
    expect(following({ kind: "retry", afterSeconds: 90, detail: "" })).toMatchObject({
      dueAt: inSeconds(90),
    });
    expect(following({ kind: "retry", afterSeconds: 1, detail: "" }, 5)).toMatchObject({
      dueAt: inSeconds(80),
    });
  });

  test("the last try ends in a failure that a person sees", () => {
    expect(following({ kind: "retry", detail: "no connection" }, maxTries - 1).move).toBe("retry");
    expect(following({ kind: "retry", detail: "no connection" }, maxTries)).toEqual({
      move: "reject",
      code: "network_unavailable",
      detail: "no connection",
      reconnectProfile: false,
    });
  });

  test("an unanswered request is never retried unasked", () =>
    expect(following({ kind: "unconfirmed", detail: "reset" }, maxTries)).toEqual({
      move: "lose",
      dueAt: inSeconds(10),
      detail: "reset",
    }));

  test("a network that shows posts late is asked later, none earlier than in ten seconds", () => {
    expect(following({ kind: "unconfirmed", detail: "" }, 1, 60)).toMatchObject({ dueAt: inSeconds(60) });
    expect(following({ kind: "unconfirmed", detail: "" }, 1, 0)).toMatchObject({ dueAt: inSeconds(10) });
  });
});

describe("after asking the network whether it is there", () => {
  const asking = { asked: 1, tries: 1, now, chance: 0.5 };

  test("it is: published", () =>
    expect(decideReadBack({ kind: "published", published }, asking)).toEqual({ move: "succeed", published }));
  test("a part of it is: the rest goes on at once", () =>
    expect(decideReadBack({ kind: "found", value: { id: "42" } }, { ...asking, tries: 9 })).toEqual({
      move: "retry",
      dueAt: now,
    }));
  test("it is not: tried again at once", () =>
    expect(decideReadBack({ kind: "absent" }, asking)).toEqual({ move: "retry", dueAt: now }));
  test("it is not, again and again: ever less often", () =>
    expect([2, 3, 4].map((tries) => decideReadBack({ kind: "absent" }, { ...asking, tries }))).toEqual([
      { move: "retry", dueAt: inSeconds(5) },
      { move: "retry", dueAt: inSeconds(10) },
      { move: "retry", dueAt: inSeconds(20) },
    ]));
  test("it is not, after as many tries as we make: a person is told that nothing is there", () =>
    expect(decideReadBack({ kind: "absent" }, { ...asking, tries: maxTries })).toMatchObject({
      move: "reject",
      code: "network_unavailable",
    }));
  test("it cannot say: asked again later", () =>
    expect(decideReadBack({ kind: "unknown", detail: "503" }, asking)).toEqual({
      move: null,
      dueAt: inSeconds(15),
      detail: "503",
    }));
  test("it could not say six times: a person decides", () =>
    expect(decideReadBack({ kind: "unknown", detail: "503" }, { ...asking, asked: 6 })).toEqual({
      move: null,
      dueAt: null,
      detail: "503",
    }));
  test("it cannot be asked: a person decides", () =>
    expect(decideReadBack({ kind: "cannot-ask" }, asking)).toMatchObject({ move: null, dueAt: null }));
});

describe("the wait between tries", () => {
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  test("is at least 3.75 seconds and at most 75 minutes, after any number of tries", () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), chance, (tries, drawn) => {
        const seconds = backoffSeconds(tries, drawn);
        expect(seconds).toBeGreaterThanOrEqual(3.75);
        expect(seconds).toBeLessThanOrEqual(4500);
      }),
    ));

  test("never gets shorter with more tries and the same luck", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), chance, (tries, drawn) => {
        expect(backoffSeconds(tries + 1, drawn)).toBeGreaterThanOrEqual(backoffSeconds(tries, drawn));
      }),
    ));

  test("is spread by a quarter to either side, so that what failed together does not come back together", () => {
    expect(backoffSeconds(1, 0)).toBe(3.75);
    expect(backoffSeconds(1, 0.999_999)).toBeCloseTo(6.25, 4);
  });
});
