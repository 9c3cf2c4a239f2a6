import { describe, expect, test } from "vitest";
import { Role } from "../../src/generated/prisma/enums.ts";
import { type Action, actions, may } from "../../src/workspaces/roles.ts";

const allowed = (role: Role): Action[] => actions.filter((action) => may(role, action));

describe("what each role may do", () => {
  test.each<[Role, Action[]]>([
    ["owner", [...actions]],
    ["admin", [...actions]],
    ["editor", ["read", "publish", "listen", "configure"]],
    ["approver", ["read", "publish"]],
    ["analyst", ["read", "listen"]],
  ])("%s: %j", (role, expected) => expect(allowed(role)).toEqual(expected));

  test("covers every role that the database knows, and each may at least read", () => {
    for (const role of Object.values(Role)) expect(allowed(role)).toContain("read");
  });

  test("leaves keys and people to owners and admins", () => {
    const may = Object.values(Role).filter((role) => allowed(role).includes("administer"));
    expect(may.sort()).toEqual(["admin", "owner"]);
  });
});
