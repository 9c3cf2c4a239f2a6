import { describe, expect, test } from "vitest";
import { createIdempotencyKeys } from "../../web/src/api/idempotency.ts";
import { faultsByField, problemFrom } from "../../web/src/api/problem.ts";
import { newProfileFrom } from "../../web/src/rooms/profiles/connect-forms.ts";
import { sourceSettingsFrom } from "../../web/src/rooms/profiles/source-forms.ts";

const numbered = () => {
  let count = 0;
  return createIdempotencyKeys(() => `key-${++count}`);
};

describe("Idempotency-Key", () => {
  test("stays the same when no answer came or the server broke, and is new after an answer", () => {
    const keys = numbered();
    const ask = () => keys.keyFor("POST", "/posts", "{}");
    expect([ask(), ask()]).toEqual(["key-1", "key-1"]);
    keys.settle("key-1", 503);
    expect(ask()).toBe("key-1");
    keys.settle("key-1", 201);
    expect(ask()).toBe("key-2");
  });

  test("differs for another body", () => {
    const keys = numbered();
    expect(keys.keyFor("POST", "/posts", "a")).not.toBe(keys.keyFor("POST", "/posts", "b"));
  });
});

describe("a problem", () => {
  test("goes to the form's fields by its pointers, and above the form where there is none", () => {
    const problem = problemFrom(422, {
      code: "invalid",
      detail: "two",
      errors: [
        { pointer: "/settings/baseUrl", code: "a", detail: "no server" },
        { pointer: "/credentials", code: "b", detail: "refused" },
      ],
    });
    expect(faultsByField(problem, (name) => name === "settings.baseUrl")).toEqual({
      fields: { "settings.baseUrl": "no server" },
      rest: ["refused"],
    });
  });

  test("is one also where the answer is a page of something in between", () => {
    expect(problemFrom(502, null)).toMatchObject({ status: 502, code: "http_502", fields: [] });
  });
});

test("a server is taken as people write it", () => {
  expect(
    newProfileFrom("mastodon", {
      credentials: { accessToken: " t " },
      settings: { baseUrl: "mastodon.social" },
    }),
  ).toEqual({
    network: "mastodon",
    credentials: { accessToken: "t" },
    settings: { baseUrl: "https://mastodon.social" },
  });
  expect(sourceSettingsFrom({ tags: "#soldes promo, lumen", query: "" })).toEqual({
    tags: ["soldes", "promo", "lumen"],
  });
});
