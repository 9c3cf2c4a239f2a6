import { describe, expect, test } from "vitest";
import { planTime } from "../../src/publishing/post.ts";

const now = new Date("2026-11-21T10:00:00Z");
const grace = 900;
const at = (text: string) => ({ kind: "instant", at: new Date(text) }) as const;

describe("the time a person chose", () => {
  test("is kept as it is when it is to come", () => {
    expect(planTime(at("2026-11-21T11:00:00Z"), now, grace)).toEqual({
      kind: "planned",
      time: {
        scheduledAt: new Date("2026-11-21T11:00:00Z"),
        localTime: null,
        timeZone: null,
        adjustment: "none",
      },
    });
  });

  test("is kept as they wrote it, with its zone", () => {
    const wanted = { kind: "local", local: "2026-12-24T18:00", timeZone: "Europe/Paris" } as const;
    expect(planTime(wanted, now, grace)).toEqual({
      kind: "planned",
      time: {
        scheduledAt: new Date("2026-12-24T17:00:00Z"),
        localTime: "2026-12-24T18:00",
        timeZone: "Europe/Paris",
        adjustment: "none",
      },
    });
  });

  test("is told apart from the one it became when the clock jumped over it", () => {
    const wanted = { kind: "local", local: "2027-03-28T02:30", timeZone: "Europe/Paris" } as const;
    expect(planTime(wanted, now, grace)).toMatchObject({
      time: { localTime: "2027-03-28T03:30", adjustment: "gap" },
    });
  });

  test("a little past counts as now, further past is refused with the time it is", () => {
    expect(planTime(at("2026-11-21T09:45:00Z"), now, grace).kind).toBe("planned");
    const refused = planTime(at("2026-11-21T09:44:59Z"), now, grace);
    expect(refused).toMatchObject({
      kind: "refused",
      pointer: "/scheduledAt",
      message: { code: "time_in_past" },
    });
    if (refused.kind === "refused") expect(refused.message.en).toContain("it is 2026-11-21T10:00:00.000Z");
  });

  test("more than ten years away is refused: it is a slip of the keyboard", () => {
    expect(planTime(at("2126-11-21T10:00:00Z"), now, grace)).toMatchObject({
      message: { code: "time_too_far" },
    });
  });

  test("a wrong zone is pointed at, and a wrong local time too", () => {
    const wrongZone = { kind: "local", local: "2026-12-24T18:00", timeZone: "Paris" } as const;
    expect(planTime(wrongZone, now, grace)).toMatchObject({ pointer: "/scheduledAt/timeZone" });
    const wrongTime = { kind: "local", local: "24/12/2026", timeZone: "Europe/Paris" } as const;
    expect(planTime(wrongTime, now, grace)).toMatchObject({ pointer: "/scheduledAt/local" });
  });
});
