import type { Alert } from "../generated/prisma/client.ts";
import type { Evidence } from "./alert.ts";

/** An alert as API, webhooks and live events show it. */
export interface AlertView {
  id: string;
  rule: string;
  /** Null where the rule watches no monitor: see `evidence.subject`. */
  monitor: string | null;
  critical: boolean;
  assignee: string | null;
  escalatedAt: string | null;
  state: Alert["state"];
  startedAt: string;
  openedAt: string;
  updatedAt: string;
  acknowledgedAt: string | null;
  acknowledgedBy: string | null;
  resolvedAt: string | null;
  snoozedUntil: string | null;
  /** A person said that it was no crisis. */
  falseAlarm: boolean;
  evidence: Evidence;
}

export function viewAlert(alert: Alert): AlertView {
  return {
    id: alert.id,
    rule: alert.ruleId,
    monitor: alert.monitorId,
    critical: alert.critical,
    assignee: alert.assignee,
    escalatedAt: alert.escalatedAt?.toISOString() ?? null,
    state: alert.state,
    startedAt: alert.startedAt.toISOString(),
    openedAt: alert.openedAt.toISOString(),
    updatedAt: alert.updatedAt.toISOString(),
    acknowledgedAt: alert.acknowledgedAt?.toISOString() ?? null,
    acknowledgedBy: alert.acknowledgedBy,
    resolvedAt: alert.resolvedAt?.toISOString() ?? null,
    snoozedUntil: alert.snoozedUntil?.toISOString() ?? null,
    falseAlarm: alert.falseAlarm,
    evidence: alert.evidence as unknown as Evidence,
  };
}
