import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { queryHints } from "../../src/listening/query-hints.ts";
import { asked } from "../support/queries.ts";

describe("a query that can be read and probably means something else says so", () => {
  test.each([
    ["vigie OU veilleuse", "query-operator-as-word@6+2", "vigie OR veilleuse"],
    ["vigie et panne", "query-operator-as-word@6+2", "vigie AND panne"],
    ["vigie or (app)", "query-operator-as-word@6+2", "vigie OR (app)"],
    ["vigie SAUF concours", "query-operator-as-word@6+4", "vigie NOT concours"],
    ["sauf concours vigie", "query-operator-as-word@0+4", "NOT concours vigie"],
    ["vigie near/3 panne", "query-operator-as-word@6+6", "vigie NEAR/3 panne"],
    ["vigie 'service client'", "query-single-quotes@6+16", 'vigie "service client"'],
    ["‘service client’", "query-single-quotes@0+16", '"service client"'],
    ["vigie network:twitter", "query-network-name@6+15", "vigie network:x"],
    // The flame is two units, as in an input field.
    ["🔥 ou vigie", "query-operator-as-word@3+2", "🔥 OR vigie"],
  ])("%s", (source, place, suggestion) => {
    const [hint, ...others] = queryHints(source);
    expect(others).toEqual([]);
    expect(`${hint?.message.code}@${hint?.position}+${hint?.length}`).toBe(place);
    expect(hint?.suggestion).toBe(suggestion);
  });

  test.each([
    "vigie AND panne",
    '"vigie ou veilleuse"',
    "ou",
    "vigie ou",
    "(vigie ou) panne",
    "l'orange",
    "'orange'",
    "rock 'n' roll",
    "vigie network:x",
    "vigie AND",
    "",
  ])("and %j says nothing", (source) => expect(queryHints(source)).toEqual([]));
});

test("what is written in the language's own signs is never doubted", () =>
  fc.assert(fc.property(asked, (source) => queryHints(source).length === 0)));
