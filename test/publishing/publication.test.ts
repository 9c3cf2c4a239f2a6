import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PublicationState as states } from "../../src/generated/prisma/enums.ts";
import {
  afterMove,
  failureCodes,
  type PublicationMove,
  type PublicationState,
  publicationMoves,
} from "../../src/publishing/publication.ts";

const moves = Object.keys(publicationMoves) as PublicationMove[];
const inDatabase = Object.values(states);

describe("the moves of a publication", () => {
  test("name exactly the states that the database knows", () => {
    const named = moves.flatMap((move) => [...publicationMoves[move].from, publicationMoves[move].to]);
    expect(new Set(named)).toEqual(new Set(inDatabase));
  });

  test("never leave the table, whatever is tried in whatever order", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...moves), { maxLength: 40 }), (tried) => {
        let state: PublicationState = "draft";
        for (const move of tried) {
          const next = afterMove(state, move);
          if (next === null) continue;
          expect(publicationMoves[move].from).toContain(state);
          state = next;
        }
        expect(inDatabase).toContain(state);
      }),
    );
  });

  test.each(["published", "cancelled"] as const)("end at %s: nothing leads away from it", (end) => {
    expect(moves.map((move) => afterMove(end, move)).filter((state) => state !== null)).toEqual([]);
  });

  test("lead to the network only from scheduled, so that nothing goes out twice by itself", () => {
    expect(publicationMoves.claim.from).toEqual(["scheduled"]);
    const toPublishing = moves.filter((move) => (publicationMoves[move].to as string) === "publishing");
    expect(toPublishing).toEqual(["claim"]);
  });

  test("let nothing happen to one that is on its way but what its network says", () => {
    const possible = moves.filter((move) => afterMove("publishing", move) !== null);
    expect(possible).toEqual(["succeed", "reject", "retry", "lose"]);
  });

  test("do not schedule an unconfirmed one: it may be there already", () => {
    expect(afterMove("unconfirmed", "schedule")).toBeNull();
    expect(afterMove("unconfirmed", "cancel")).toBeNull();
  });

  test("give every state but the ends a way on, and every state can be reached", () => {
    const reached = new Set<PublicationState>(["draft"]);
    for (let size = 0; size !== reached.size; ) {
      size = reached.size;
      for (const state of [...reached])
        for (const move of moves) {
          const next = afterMove(state, move);
          if (next) reached.add(next);
        }
    }
    expect(reached).toEqual(new Set(inDatabase));
    const stuck = inDatabase.filter((state) => moves.every((move) => afterMove(state, move) === null));
    expect(stuck.sort()).toEqual(["cancelled", "published"]);
  });
});

test("codes of failures are distinct, and stay what scripts know", () => {
  expect([...failureCodes].sort()).toEqual([
    "draft_left",
    "missed",
    "network_unavailable",
    "not_approved",
    "on_hold",
    "refused_content",
    "refused_credentials",
    "refused_permission",
    "target_gone",
    "unconfirmed",
  ]);
});
