import { PassThrough } from "node:stream";
import axios from "axios";
import { describe, expect, test } from "vitest";
import { createLog, type Log } from "../../src/platform/log.ts";
import { answering, localServer } from "../support/local-server.ts";

const hidden = "hunter2-hunter2";

/** What stands in the log after `write`, line by line. */
function logged(
  write: (log: Log) => void,
  level = "trace",
): { text: string; lines: Record<string, unknown>[] } {
  const out = new PassThrough();
  write(createLog(level, out));
  const text = String(out.read() ?? "");
  return {
    text,
    lines: text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  };
}

describe("a log line", () => {
  test("is one JSON object with level, time, fields and a fixed sentence", () => {
    const { lines } = logged((log) => log.info({ publicationId: "1", network: "mastodon" }, "published"));
    expect(lines).toEqual([
      { level: "info", time: expect.any(String), publicationId: "1", network: "mastodon", msg: "published" },
    ]);
    expect(new Date(String(lines[0]?.time)).getTime()).not.toBeNaN();
  });

  test("below the level that was set is not written", () => {
    expect(logged((log) => log.info("nobody reads this"), "warn").text).toBe("");
  });
});

describe("no secret gets into the log", () => {
  const names = [
    "accessToken",
    "refreshToken",
    "clientSecret",
    "appSecret",
    "accessSecret",
    "appKey",
    "password",
    "applicationPassword",
    "botToken",
    "secret",
    "token",
    "authorization",
    "cookie",
    "credentials",
    "sealed",
    "webhookUrl",
    "accessJwt",
    "refreshJwt",
    "Authorization",
    "set-cookie",
  ];

  test.each(names)("under the name %s, on any level", (name) => {
    const write = (value: object) => logged((log) => log.warn(value, "something happened")).text;
    expect(write({ [name]: hidden })).not.toContain(hidden);
    expect(write({ profile: { [name]: hidden } })).not.toContain(hidden);
    expect(write({ a: { b: { c: { d: { e: { f: { [name]: hidden } } } } } } })).not.toContain(hidden);
    expect(write({ list: [{ [name]: hidden }, { deeper: [{ [name]: hidden }] }] })).not.toContain(hidden);
    expect(write({ [name]: { nested: hidden } })).not.toContain(hidden);
  });

  test("with the error of an HTTP library, which holds the whole request", async () => {
    const server = await localServer(answering(500, {}, "no"));
    const error: unknown = await axios
      .post(`${server.origin}/`, { password: hidden }, { headers: { authorization: `Bearer ${hidden}` } })
      .catch((thrown: unknown) => thrown);
    await server.close();
    for (const fields of [{ err: error }, { error }, { result: { cause: error } }, { all: [error] }]) {
      const { text, lines } = logged((log) => log.error(fields, "request failed"));
      expect(text).not.toContain(hidden);
      expect(text).toContain("Request failed with status code 500");
      expect(lines).toHaveLength(1);
    }
  });

  test("and causes are told, as deep as they go", () => {
    const error = new Error("outer", { cause: new Error("middle", { cause: new TypeError("inner") }) });
    const { lines } = logged((log) => log.error({ err: error }, "broke"));
    expect(lines[0]).toMatchObject({
      err: { message: "outer", cause: { message: "middle", cause: { type: "TypeError", message: "inner" } } },
    });
  });
});

describe("the log never breaks what it tells of", () => {
  test("by an object that holds itself", () => {
    const loop: Record<string, unknown> = { name: "loop" };
    loop.self = loop;
    expect(logged((log) => log.info({ loop }, "still here")).lines).toHaveLength(1);
  });

  test("by a big integer, a date or something undefined", () => {
    const at = new Date("2026-11-21T10:00:00Z");
    const { lines } = logged((log) => log.info({ id: 10n, at, nothing: undefined }, "fields"));
    expect(lines[0]).toMatchObject({ at: "2026-11-21T10:00:00.000Z", msg: "fields" });
  });

  test("by an error that is no Error", () => {
    expect(logged((log) => log.error({ err: "just a text" }, "broke")).lines[0]).toMatchObject({
      err: "just a text",
    });
  });
});
