import type { Clock } from "../platform/clock.ts";
import { type Fault, type FaultRequest, newFault, switchedOn } from "./faults.ts";
import { dropOldest, type Entry } from "./ledger.ts";
import { Rates } from "./rates.ts";
import { Streams } from "./streams.ts";
import type { NetworkId } from "./wire.ts";

const mostRevoked = 50_000;

/** What all networks of one sandbox share: its time, its faults, its limits, and the order in which things came. */
export class World {
  readonly rates = new Rates();
  /** The streams that somebody holds open. */
  readonly streams = new Streams();
  readonly #clock: Clock;
  #ahead = 0;
  #sequence = 0;
  /** Tokens that were given back. */
  readonly #revoked = new Set<string>();
  #faultCount = 0;
  readonly #faults = new Map<NetworkId, Map<string, Fault>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The sandbox's own time: the clock it was given, moved on by `advance`. */
  now(): Date {
    return new Date(this.#clock().getTime() + this.#ahead);
  }

  advance(seconds: number): void {
    this.#ahead += seconds * 1000;
  }

  nextSequence(): number {
    this.#sequence += 1;
    return this.#sequence;
  }

  addFault(request: FaultRequest): Fault {
    this.#faultCount += 1;
    const fault = newFault(String(this.#faultCount), request, this.now());
    const ofNetwork = this.#faults.get(request.network) ?? new Map<string, Fault>();
    ofNetwork.set(fault.id, fault);
    this.#faults.set(request.network, ofNetwork);
    return fault;
  }

  faults(network: NetworkId): Iterable<Fault> {
    return this.#faults.get(network)?.values() ?? [];
  }

  allFaults(): Fault[] {
    return [...this.#faults.values()].flatMap((ofNetwork) => [...ofNetwork.values()]);
  }

  removeFault(id: string): boolean {
    return [...this.#faults.values()].some((ofNetwork) => ofNetwork.delete(id));
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  /** Seconds for which reads of an account's own posts stay behind; 0 without such a fault. */
  readLagSeconds(network: NetworkId, account: string | null): number {
    return switchedOn(this.faults(network), "read-lag", { now: this.now(), account })?.seconds ?? 0;
  }

  isSwitchedOn(network: NetworkId, kind: "ignore-idempotency-key", account: string | null): boolean {
    return switchedOn(this.faults(network), kind, { now: this.now(), account }) !== undefined;
  }

  /** When media uploaded now may be attached. */
  mediaReadyAt(network: NetworkId, account: string | null): Date {
    const now = this.now();
    const seconds = switchedOn(this.faults(network), "slow-media", { now, account })?.seconds ?? 0;
    return new Date(now.getTime() + seconds * 1000);
  }

  revoke(token: string): void {
    this.#revoked.add(token);
    if (this.#revoked.size > mostRevoked) dropOldest(this.#revoked);
  }

  isRevoked(token: string): boolean {
    return this.#revoked.has(token);
  }

  reset(): void {
    this.#ahead = 0;
    this.#revoked.clear();
    this.rates.reset();
    this.clearFaults();
    this.streams.reset();
  }
}

/** Whether somebody who reads now, with this lag, sees the entry. */
export function isSeen(entry: Entry, now: Date, lagSeconds: number): boolean {
  return (
    entry.isPublic &&
    !entry.deletedAt &&
    (lagSeconds === 0 || now.getTime() - entry.acceptedAt.getTime() >= lagSeconds * 1000)
  );
}
