import { Prisma } from "../generated/prisma/client.ts";
import type { Database } from "../platform/database.ts";
import { wilsonInterval } from "../reputation/figures.ts";

/** How often people found the scorer wrong, in one language. */
export interface LabelQuality {
  language: string;
  judged: number;
  wrong: number;
  errorRate: number | null;
  /** 95 % confidence. */
  low: number | null;
  high: number | null;
}

/** Judgements that stand, by language; those on texts without a label of the scorer say nothing about it. */
export async function readQuality(
  db: Database,
  workspaceId: string,
  { monitor, from, to }: { monitor?: string | undefined; from?: Date | undefined; to?: Date | undefined },
): Promise<{ all: Omit<LabelQuality, "language">; languages: LabelQuality[] }> {
  const rows = await db.$queryRaw<{ language: string; judged: bigint; wrong: bigint }[]>`
    select j.language, count(*) as judged, count(*) filter (where j.scored <> j.label) as wrong
    from label_judgement j
    where j.workspace_id = ${workspaceId}::uuid and j.withdrawn_at is null and j.scored is not null
      ${from === undefined ? Prisma.empty : Prisma.sql`and j.at >= ${from}`}
      ${to === undefined ? Prisma.empty : Prisma.sql`and j.at < ${to}`}
      ${monitor === undefined ? Prisma.empty : Prisma.sql`and exists (select from mention_monitor l where l.mention_id = j.mention_id and l.monitor_id = ${monitor}::uuid)`}
    group by 1 order by 2 desc, 1`;
  const counted = rows.map((row) => ({
    language: row.language,
    judged: Number(row.judged),
    wrong: Number(row.wrong),
  }));
  const sum = (key: "judged" | "wrong") => counted.reduce((total, row) => total + row[key], 0);
  return {
    all: rated(sum("judged"), sum("wrong")),
    languages: counted.map(({ language, judged, wrong }) => ({ language, ...rated(judged, wrong) })),
  };
}

function rated(judged: number, wrong: number): Omit<LabelQuality, "language"> {
  const interval = wilsonInterval(wrong, judged);
  return {
    judged,
    wrong,
    errorRate: judged === 0 ? null : wrong / judged,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  };
}
