import { type FieldProblem, Invalid } from "../errors.ts";
import { message } from "../messages.ts";
import { plusSeconds } from "../platform/clock.ts";
import type { Database, Transaction } from "../platform/database.ts";
import { comingSlots, type SlotTime, type WeekSlot } from "../profiles/slot.ts";
import type { PlannedTime } from "./post.ts";

/** How far ahead a free slot is looked for: half a year of a full queue. */
const weeksAhead = 26;

/**
 * Takes each profile's next free slot for a post that is being stored. Whoever else takes slots of the same profile
 * waits until this transaction ends, so two never take the same one.
 * @throws Invalid for a profile without slots, or whose slots are all taken
 */
export async function takeSlots(
  tx: Transaction,
  workspaceId: string,
  profiles: readonly { id: string; name: string }[],
  now: Date,
): Promise<Map<string, PlannedTime>> {
  const ids = profiles.map(({ id }) => id).sort();
  // In one order, so that two posts on the same profiles do not wait for each other for ever.
  await tx.$queryRaw`
    select pg_advisory_xact_lock(hashtextextended('slots of ' || id, 0))::text from unnest(${ids}::text[]) as id order by id`;
  const free = await freeSlots(tx, workspaceId, ids, now);
  const problems: FieldProblem[] = [];
  const taken = new Map<string, PlannedTime>();
  for (const [index, { id, name }] of profiles.entries()) {
    const first = free.get(id)?.[0];
    if (first)
      taken.set(id, {
        scheduledAt: first.at,
        localTime: first.local,
        timeZone: first.timeZone,
        adjustment: "none",
      });
    else problems.push({ pointer: `/profiles/${index}`, profile: id, message: noSlot(name) });
  }
  if (problems.length > 0) throw new Invalid(problems);
  return taken;
}

/** The coming free slots of each profile, soonest first. A publication at a slot's time takes it, however it came there. */
export async function freeSlots(
  db: Database | Transaction,
  workspaceId: string,
  profileIds: readonly string[],
  now: Date,
  until: Date = plusSeconds(now, weeksAhead * 7 * 86_400),
): Promise<Map<string, SlotTime[]>> {
  const where = { workspaceId, profileId: { in: [...profileIds] } };
  const slots = await db.slot.findMany({ where });
  if (slots.length === 0 || until <= now) return new Map(profileIds.map((id) => [id, []]));
  const planned = await db.publication.findMany({
    where: { ...where, scheduledAt: { gt: now, lt: until }, state: { not: "cancelled" } },
    select: { profileId: true, scheduledAt: true },
  });
  const full = new Set(planned.map((row) => `${row.profileId} ${row.scheduledAt?.getTime()}`));
  return new Map(
    profileIds.map((id) => {
      const own: WeekSlot[] = slots.filter((slot) => slot.profileId === id);
      return [id, comingSlots(own, now, until).filter(({ at }) => !full.has(`${id} ${at.getTime()}`))];
    }),
  );
}

function noSlot(name: string) {
  return message(
    "no_free_slot",
    `${name} has no free slot in the next ${weeksAhead} weeks; give it slots, or choose a time`,
    `${name} n’a aucun créneau libre dans les ${weeksAhead} semaines à venir\u202f; donnez-lui des créneaux ou choisissez une heure`,
  );
}
