import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Role } from "../../src/generated/prisma/enums.ts";
import {
  type Action,
  actions,
  actionsOf,
  type Grant,
  may,
  mayGrant,
} from "../../src/workspaces/permissions.ts";

const whole = (role: Role): Grant => ({ role, scopes: [] });

describe("what each role may do", () => {
  test.each<[Role, Action[]]>([
    ["owner", [...actions]],
    ["admin", [...actions]],
    ["editor", ["read", "publish", "hold", "listen", "configure"]],
    ["approver", ["read", "publish", "approve", "hold"]],
    ["analyst", ["read", "listen"]],
  ])("%s: %j", (role, expected) => expect(actionsOf(whole(role))).toEqual(expected));

  test("covers every role that the database knows, and each may at least read", () => {
    for (const role of Object.values(Role)) expect(may(whole(role), "read")).toBe(true);
  });

  test("leaves keys and people to owners and admins", () => {
    const mayAdminister = Object.values(Role).filter((role) => may(whole(role), "administer"));
    expect(mayAdminister.sort()).toEqual(["admin", "owner"]);
  });
});

describe("a scope", () => {
  const grant = fc.record({ role: fc.constantFrom(...Object.values(Role)), scopes: fc.subarray(actions) });

  test("takes away and never adds", () => {
    fc.assert(
      fc.property(grant, ({ role, scopes }) => {
        for (const action of actionsOf({ role, scopes })) expect(may(whole(role), action)).toBe(true);
      }),
    );
  });

  test("is never given by somebody who has less, however it is passed on", () => {
    fc.assert(
      fc.property(grant, grant, grant, (first, second, third) => {
        if (!mayGrant(first, second) || !mayGrant(second, third)) return;
        for (const action of actionsOf(third)) expect(may(first, action)).toBe(true);
        if (third.role === "owner") expect(first.role).toBe("owner");
      }),
    );
  });
});
