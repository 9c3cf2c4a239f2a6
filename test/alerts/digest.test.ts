import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type DigestContent,
  DigestSettings,
  digestEnd,
  nextDigestAt,
  tellingOf,
} from "../../src/alerts/digest.ts";
import { digestWords } from "../../src/alerts/digest-words.ts";
import type { QuietHours } from "../../src/alerts/quiet-hours.ts";

const paris = { timeZone: "Europe/Paris" };
const settings = (more: object) => DigestSettings.parse({ every: "day", ...paris, ...more });
const next = (more: object, after: string, quiet: QuietHours | null = null) =>
  nextDigestAt(settings(more), quiet, new Date(after)).toISOString();
const night: QuietHours = { from: "22:00", to: "07:00", ...paris };

describe("the next digest", () => {
  test("of a day comes at its time, today or tomorrow, summer or winter", () => {
    expect(next({ at: "09:00" }, "2026-11-21T07:59:00Z")).toBe("2026-11-21T08:00:00.000Z");
    expect(next({ at: "09:00" }, "2026-11-21T08:00:00Z")).toBe("2026-11-22T08:00:00.000Z");
    expect(next({ at: "09:00" }, "2026-07-21T08:00:00Z")).toBe("2026-07-22T07:00:00.000Z");
    // The night of 25 October has 25 hours.
    expect(next({ at: "09:00" }, "2026-10-24T07:00:00Z")).toBe("2026-10-25T08:00:00.000Z");
  });

  test("at a time that a night of the change lacks, or has twice, comes once", () => {
    expect(next({ at: "02:30" }, "2026-03-28T23:00:00Z")).toBe("2026-03-29T01:30:00.000Z");
    expect(next({ at: "02:30" }, "2026-03-29T01:30:00Z")).toBe("2026-03-30T00:30:00.000Z");
    expect(next({ at: "02:30" }, "2026-10-24T23:00:00Z")).toBe("2026-10-25T00:30:00.000Z");
    expect(next({ at: "02:30" }, "2026-10-25T00:30:00Z")).toBe("2026-10-26T01:30:00.000Z");
  });

  test("of a week comes on its day", () => {
    const monday = { every: "week", weekday: 1, at: "08:00" };
    expect(next(monday, "2026-11-21T10:00:00Z")).toBe("2026-11-23T07:00:00.000Z");
    expect(next(monday, "2026-11-23T07:00:00Z")).toBe("2026-11-30T07:00:00.000Z");
    expect(next({ ...monday, weekday: 7 }, "2026-11-23T07:00:00Z")).toBe("2026-11-29T07:00:00.000Z");
  });

  test("of an hour comes with the full hour of its zone, and also in the hour that comes twice", () => {
    expect(next({ every: "hour" }, "2026-11-21T10:10:00Z")).toBe("2026-11-21T11:00:00.000Z");
    const india = { every: "hour", timeZone: "Asia/Kolkata" };
    expect(next(india, "2026-11-21T10:10:00Z")).toBe("2026-11-21T10:30:00.000Z");
    expect(next({ every: "hour" }, "2026-10-25T00:00:00Z")).toBe("2026-10-25T01:00:00.000Z");
    expect(next({ every: "hour" }, "2026-10-25T01:00:00Z")).toBe("2026-10-25T02:00:00.000Z");
  });

  test("in the night the clocks go back comes after the one before, also where quiet hours end in the hour that comes twice", () => {
    const quiet = { from: "00:00", to: "01:30", timeZone: "America/St_Johns" };
    // 02:00 there becomes 01:00 at 04:30 UTC.
    const kolkata = { every: "hour", timeZone: "Asia/Kolkata" } as const;
    expect(next(kolkata, "2027-11-07T03:30:00Z", quiet)).toBe("2027-11-07T05:00:00.000Z");
    expect(next(kolkata, "2027-11-07T04:00:00Z", quiet)).toBe("2027-11-07T05:00:00.000Z");
    const lordHowe = { every: "hour", timeZone: "Australia/Lord_Howe" } as const;
    // 02:00 there becomes 01:30 at 15:00 UTC.
    expect(next(lordHowe, "2027-04-03T15:20:00Z")).toBe("2027-04-03T15:30:00.000Z");
  });

  test("that would come in quiet hours comes at their end", () => {
    expect(next({ every: "hour" }, "2026-11-21T20:10:00Z", night)).toBe("2026-11-22T06:00:00.000Z");
    expect(next({ at: "03:00" }, "2026-11-21T10:00:00Z", night)).toBe("2026-11-22T06:00:00.000Z");
  });
});

const zones = [
  "Europe/Paris",
  "Asia/Kolkata",
  "America/St_Johns",
  "Pacific/Apia",
  "UTC",
  "Africa/Casablanca",
  // Its clocks go back by half an hour.
  "Australia/Lord_Howe",
];
const anySettings = fc.record({
  every: fc.constantFrom("hour" as const, "day" as const, "week" as const),
  at: fc.constantFrom("00:00", "00:30", "02:30", "09:00", "23:59"),
  weekday: fc.integer({ min: 1, max: 7 }),
  timeZone: fc.constantFrom(...zones),
  alerts: fc.constant("at-once" as const),
});
const anyInstant = fc.date({ min: new Date("2024-01-01"), max: new Date("2028-01-01"), noInvalidDate: true });
const anyQuiet = fc.option(
  fc.record({
    from: fc.constantFrom("22:00", "00:00", "12:15"),
    to: fc.constantFrom("07:00", "01:30", "14:00"),
    timeZone: fc.constantFrom(...zones),
  }),
);

test("digests follow one another without gap or overlap, however late each is made", () => {
  fc.assert(
    fc.property(
      anySettings,
      anyQuiet,
      anyInstant,
      fc.array(fc.integer({ min: 0, max: 30 * 86_400 }), { maxLength: 4 }),
      (kind, quiet, start, delays) => {
        let dueAt = nextDigestAt(kind, quiet, start);
        expect(dueAt > start).toBe(true);
        for (const delay of delays) {
          const now = new Date(dueAt.getTime() + delay * 1000);
          const { endAt, nextAt } = digestEnd(kind, quiet, dueAt, now);
          expect(endAt >= dueAt && endAt <= now && nextAt > now).toBe(true);
          dueAt = nextAt;
        }
      },
    ),
    { numRuns: 300 },
  );
});

describe("an alert", () => {
  const at = (time: string) => new Date(`2026-11-21T${time}:00Z`);
  const telling = (
    now: Date,
    more: { digest?: object; quiet?: QuietHours; critical?: boolean; escalated?: boolean },
  ) => {
    const digest = more.digest ? settings(more.digest) : null;
    const quietHours = more.quiet ?? null;
    const digestDueAt = digest && nextDigestAt(digest, quietHours, now);
    const { critical = false, escalated = false } = more;
    return tellingOf({ digest, digestDueAt, quietHours }, { critical, escalated }, now);
  };

  test("is told at once by day, and at the end of quiet hours where there is no digest", () => {
    expect(telling(at("12:00"), { quiet: night })).toEqual({ kind: "at", at: at("12:00") });
    expect(telling(at("23:00"), { quiet: night })).toEqual({
      kind: "at",
      at: new Date("2026-11-22T06:00:00Z"),
    });
    expect(telling(at("12:00"), { quiet: night, digest: {} })).toEqual({ kind: "at", at: at("12:00") });
  });

  test("that quiet hours hold back waits for a digest of the day that follows, not for one of next week", () => {
    expect(telling(at("23:00"), { quiet: night, digest: { at: "09:00" } })).toEqual({ kind: "gathered" });
    expect(telling(at("23:00"), { quiet: night, digest: { every: "week", weekday: 5 } })).toEqual({
      kind: "at",
      at: new Date("2026-11-22T06:00:00Z"),
    });
  });

  test("waits for the digest where that is wished, but for critical ones and escalations", () => {
    const digest = { alerts: "gathered" };
    expect(telling(at("12:00"), { digest })).toEqual({ kind: "gathered" });
    expect(telling(at("12:00"), { digest, escalated: true })).toEqual({ kind: "at", at: at("12:00") });
    expect(telling(at("23:00"), { digest, quiet: night, critical: true })).toEqual({
      kind: "at",
      at: at("23:00"),
    });
  });
});

const tally = { unscored: 0, engagement: 0 };
const content: DigestContent = {
  workspace: "Lumen",
  every: "day",
  timeZone: "Europe/Paris",
  from: "2026-03-16T08:00:00.000Z",
  to: "2026-03-17T08:00:00.000Z",
  alerts: [
    {
      id: "a",
      kind: "negative-spike",
      monitor: "Lumen",
      state: "resolved",
      critical: false,
      startedAt: "2026-03-16T21:10:00.000Z",
      resolvedAt: "2026-03-16T23:40:00.000Z",
      isHeldBack: true,
      evidence: { expected: 2.5, seen: 15, authors: 1, subject: null },
    },
  ],
  moreAlerts: 0,
  figures: [
    {
      monitor: "m",
      name: "Lumen",
      now: {
        ...tally,
        mentions: 1345,
        negative: 1,
        neutral: 1304,
        positive: 40,
        netSentiment: 39 / 41,
        reach: 12300,
      },
      before: {
        ...tally,
        mentions: 1350,
        negative: 0,
        neutral: 1350,
        positive: 0,
        netSentiment: null,
        reach: 0,
      },
    },
  ],
  moreMonitors: 2,
  publications: { published: 1, unsettled: 2 },
};

describe("a digest is said", () => {
  test("in English", () => {
    expect(digestWords(content, "en")).toEqual({
      subject: "[Vigie] Daily digest, Lumen: 1 alert, 1,345 mentions",
      text: [
        "Mon 16 Mar, 09:00 – Tue 17 Mar, 09:00 (Europe/Paris)",
        "ALERTS\n• Over, held back until now – Lumen: 15 likely negative mentions (2.5 expected) by 1 author (Mon 16 Mar, 22:10 – Tue 17 Mar, 00:40)",
        "FIGURES\n• Lumen: 1,345 mentions (-5), 1 likely negative, 1,304 neutral, 40 positive; net sentiment +0.95; estimated reach 12,300\n+ 2 more monitors",
        "POSTS\n1 publication went out, 2 wait for a person",
      ].join("\n\n"),
    });
  });

  test("in French, with its spaces", () => {
    const { subject, text } = digestWords(content, "fr");
    expect(subject).toBe("[Vigie] Récapitulatif quotidien, Lumen\u202f: 1 alerte, 1\u202f345 mentions");
    expect(text).toContain(
      "Terminée, retenue jusqu’ici – Lumen\u202f: 15 mentions probablement négatives (2,5 attendues)",
    );
    expect(text).toContain(
      "1 probablement négative, 1\u202f304 neutres, 40 positives\u202f; tonalité nette +0,95",
    );
    expect(text).toContain("1 publication envoyée, 2 attendent une décision");
    expect(text).not.toMatch(/[ \u00a0][:;!?]/u);
  });

  test("in both, one whole after the other", () => {
    const { subject, text } = digestWords(content, "both");
    expect(subject).toContain(" / Récapitulatif quotidien");
    expect(text.split("\n\n———\n\n")).toEqual([
      digestWords(content, "en").text,
      digestWords(content, "fr").text,
    ]);
  });

  test("also when there was nothing", () => {
    const empty = { ...content, alerts: [], figures: [], moreMonitors: 0 };
    expect(digestWords(empty, "fr").text).toContain("ALERTES\nAucune.\n\nCHIFFRES\nAucune veille");
  });
});
