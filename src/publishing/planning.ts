import type { Database, Transaction } from "../platform/database.ts";

/** What a workspace says of planning. */
export interface PlanningSettings {
  timeZone: string;
  approvalsRequired: number;
  approvalSurvivesMove: boolean;
  /** Null: as the installation is set. */
  lateGraceSeconds: number | null;
  /** In thousandths of a US dollar; null: no budget is set. */
  monthlyBudgetMilliUsd: number | null;
}

export async function planningOf(db: Database | Transaction, workspaceId: string): Promise<PlanningSettings> {
  return db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: {
      timeZone: true,
      approvalsRequired: true,
      approvalSurvivesMove: true,
      lateGraceSeconds: true,
      monthlyBudgetMilliUsd: true,
    },
  });
}
