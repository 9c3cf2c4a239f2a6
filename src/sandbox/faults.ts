import { z } from "zod";
import { type Asked, networkIds } from "./wire.ts";

/** The ways in which a network can be told to misbehave. */
const faultKinds = [
  "latency", // `ms` pass before anything is done
  "late-answer", // done at once, answered `ms` later
  "rate-limit", // 429, nothing done; free again after `resetSeconds`
  "server-error-before", // 503 (or `status`), nothing done
  "server-error-after", // done, then 500 (or `status`)
  "reset-before", // connection reset, nothing done
  "reset-after", // done, then connection reset without an answer
  "truncated-body", // done, half the answer, then connection closed
  "slow-body", // done, the answer trickles over `ms`
  "expired-token", // as if the token had just run out; nothing done
  "unreachable", // every request's connection is reset; nothing done
  "ignore-idempotency-key", // Mastodon: some servers do not know the header
  "read-lag", // reads of one's own posts omit what is younger than `seconds`
  "slow-media", // uploads need `seconds` before they can be attached
] as const;
type FaultKind = (typeof faultKinds)[number];

/** What `POST /_sandbox/faults` takes. */
export const FaultRequest = z.strictObject({
  network: z.enum(networkIds),
  kind: z.enum(faultKinds),
  /** Of the calls it could hit, the share that it does hit. */
  probability: z.number().min(0).max(1).default(1),
  /** How many calls it hits before it is over; absent: any number. */
  count: z.number().int().positive().optional(),
  /** Begins this many seconds from now. */
  afterSeconds: z.number().nonnegative().default(0),
  /** Over this many seconds after it begins; absent: never. */
  forSeconds: z.number().positive().optional(),
  match: z.strictObject({ method: z.string().optional(), path: z.string().optional() }).optional(),
  /** Only requests that speak for this account. */
  account: z.string().optional(),
  ms: z.number().nonnegative().default(1000),
  seconds: z.number().nonnegative().default(5),
  resetSeconds: z.number().nonnegative().default(60),
  status: z.number().int().min(400).max(599).optional(),
  /** Draws are the same for the same seed. */
  seed: z.number().int().default(1),
});
export type FaultRequest = z.infer<typeof FaultRequest>;

export interface Fault {
  id: string;
  request: FaultRequest;
  beginsAt: Date;
  /** How many calls it has hit. */
  applied: number;
  draw: () => number;
}

const ofTheWholeNetwork: ReadonlySet<FaultKind> = new Set([
  "unreachable",
  "ignore-idempotency-key",
  "read-lag",
  "slow-media",
]);
const waits: ReadonlySet<FaultKind> = new Set(["latency", "late-answer"]);

export function newFault(id: string, request: FaultRequest, now: Date): Fault {
  const beginsAt = new Date(now.getTime() + request.afterSeconds * 1000);
  return { id, request, beginsAt, applied: 0, draw: seeded(request.seed) };
}

/**
 * The faults that this call meets, waits first, at most one that is no wait. Counts them as applied.
 * @param creates whether the call would make something public: faults without `match` hit only these
 */
export function faultsFor(
  faults: Iterable<Fault>,
  call: Pick<Asked, "method" | "path" | "now"> & { account: string | null; creates: boolean },
): FaultRequest[] {
  const met: FaultRequest[] = [];
  let decided = false;
  for (const fault of faults) {
    const { kind } = fault.request;
    if ((decided && !waits.has(kind)) || isSwitch(kind)) continue;
    if (!couldHit(fault, call) || fault.draw() >= fault.request.probability) continue;
    fault.applied += 1;
    if (waits.has(kind)) met.unshift(fault.request);
    else {
      decided = true;
      met.push(fault.request);
    }
  }
  return met;
}

/** The newest running fault that changes how a network behaves rather than what becomes of one call. */
export function switchedOn(
  faults: Iterable<Fault>,
  kind: "ignore-idempotency-key" | "read-lag" | "slow-media",
  at: { now: Date; account: string | null },
): FaultRequest | undefined {
  let found: Fault | undefined;
  for (const fault of faults)
    if (fault.request.kind === kind && isRunning(fault, at.now) && isFor(fault, at.account)) found = fault;
  if (found) found.applied += 1;
  return found?.request;
}

function isSwitch(kind: FaultKind): boolean {
  return ofTheWholeNetwork.has(kind) && kind !== "unreachable";
}

function couldHit(
  fault: Fault,
  call: Pick<Asked, "method" | "path" | "now"> & { account: string | null; creates: boolean },
): boolean {
  const { match, kind } = fault.request;
  if (!isRunning(fault, call.now) || !isFor(fault, call.account)) return false;
  if (!match) return call.creates || ofTheWholeNetwork.has(kind);
  const methodFits = !match.method || match.method.toUpperCase() === call.method;
  return methodFits && (!match.path || call.path.includes(match.path));
}

function isRunning(fault: Fault, now: Date): boolean {
  const { count, forSeconds } = fault.request;
  const since = now.getTime() - fault.beginsAt.getTime();
  return (
    since >= 0 &&
    (forSeconds === undefined || since < forSeconds * 1000) &&
    fault.applied < (count ?? Infinity)
  );
}

function isFor(fault: Fault, account: string | null): boolean {
  return fault.request.account === undefined || fault.request.account === account;
}

/** Numbers in [0, 1) that look random and are the same for the same seed (mulberry32, public domain). */
function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
