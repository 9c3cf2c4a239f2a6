import { afterEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import type { Said } from "../../src/demo/chatter.ts";
import { drive } from "../../src/demo/drive.ts";
import { createHttp } from "../../src/platform/http.ts";
import { createLog } from "../../src/platform/log.ts";
import { useSandbox } from "../support/sandbox.ts";

const Statuses = z.array(z.object({ content: z.string(), created_at: z.string() }));
const remark = (text: string, afterSeconds: number): Said => ({
  network: "mastodon",
  language: "en",
  author: "Some Body",
  followers: 3,
  text,
  afterSeconds,
});

describe("the talk in the demo's sandbox", () => {
  const sandbox = useSandbox();
  const needs = () => ({
    http: createHttp({ allowPrivateAddresses: true, userAgent: "test" }),
    log: createLog("silent"),
    clock: () => new Date(),
  });
  const heard = async () => {
    const answer = await fetch(`${sandbox.url()}/mastodon/api/v1/timelines/public`);
    return Statuses.parse(await answer.json()).map(({ content }) => content.replace(/<[^>]+>/g, ""));
  };
  let talk: { stop(): void } | null = null;
  afterEach(() => talk?.stop());

  test("has its past at once, with its own dates, and the rest in time", async () => {
    talk = await drive(needs(), sandbox.url(), [
      remark("long ago", -3600),
      remark("soon", 0.05),
      remark("late", 60),
    ]);
    const answer = await fetch(`${sandbox.url()}/mastodon/api/v1/timelines/public`);
    const [past] = Statuses.parse(await answer.json());
    expect(Date.now() - Date.parse(past?.created_at ?? "")).toBeGreaterThan(3_590_000);
    await vi.waitFor(async () => expect(await heard()).toEqual(["soon", "long ago"]));
  });

  test("ends when it is stopped", async () => {
    const stopped = await drive(needs(), sandbox.url(), [remark("now", 0), remark("never", 0.05)]);
    stopped.stop();
    talk = await drive(needs(), sandbox.url(), [remark("after", 0.1)]);
    await vi.waitFor(async () => expect(await heard()).toEqual(["after", "now"]));
  });

  test("ends by itself where no sandbox listens", async () => {
    talk = await drive(needs(), "http://127.0.0.1:9", [remark("now", 0), remark("never", 0.01)]);
    expect(await heard()).toEqual([]);
  });
});
