import type { Platform } from "../platform/platform.ts";
import { leaseRenewalSeconds } from "./publication.ts";
import { renewLeases } from "./store-rounds.ts";

/** Keeps the leases of the publications this process works on, with one statement for all of them. */
export interface LeaseKeeper {
  /** Renews the lease of this publication until the returned function is called. */
  hold(publicationId: string): () => void;
  close(): void;
}

export function keepLeases(ctx: Pick<Platform, "db" | "clock" | "log" | "instance">): LeaseKeeper {
  const held = new Set<string>();
  const timer = setInterval(() => {
    renewLeases(ctx.db, [...held], ctx.instance, ctx.clock()).catch((error: unknown) =>
      ctx.log.error({ err: error }, "leases could not be renewed"),
    );
  }, leaseRenewalSeconds * 1000);
  timer.unref();
  return {
    hold(publicationId) {
      held.add(publicationId);
      return () => held.delete(publicationId);
    },
    close: () => clearInterval(timer),
  };
}
