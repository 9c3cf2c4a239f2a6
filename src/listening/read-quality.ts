import { Prisma } from "../generated/prisma/client.ts";
import type { Database } from "../platform/database.ts";
import { wilsonInterval } from "../reputation/figures.ts";

/** How often people found a scorer wrong. */
export interface LabelQuality {
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
): Promise<{
  all: LabelQuality;
  languages: ({ language: string } & LabelQuality)[];
  /** `vigie`, or a model with the mark of its weights. */
  scorers: ({ scorer: string } & LabelQuality)[];
}> {
  // A mention that people judged is not read anew, so its scorer is the one they judged.
  const rows = await db.$queryRaw<{ language: string; scorer: string; judged: bigint; wrong: bigint }[]>`
    select j.language, coalesce(m.scorer, 'vigie') as scorer, count(*) as judged, count(*) filter (where j.scored <> j.label) as wrong
    from label_judgement j join mention m on m.id = j.mention_id
    where j.workspace_id = ${workspaceId}::uuid and j.withdrawn_at is null and j.scored is not null
      ${from === undefined ? Prisma.empty : Prisma.sql`and j.at >= ${from}`}
      ${to === undefined ? Prisma.empty : Prisma.sql`and j.at < ${to}`}
      ${monitor === undefined ? Prisma.empty : Prisma.sql`and exists (select from mention_monitor l where l.mention_id = j.mention_id and l.monitor_id = ${monitor}::uuid)`}
    group by 1, 2`;
  const counted = rows.map((row) => ({ ...row, judged: Number(row.judged), wrong: Number(row.wrong) }));
  return {
    all: rated(counted),
    languages: ratedBy(counted, ({ language }) => language).map(([language, rate]) => ({
      language,
      ...rate,
    })),
    scorers: ratedBy(counted, ({ scorer }) => scorer).map(([scorer, rate]) => ({ scorer, ...rate })),
  };
}

interface Counted {
  judged: number;
  wrong: number;
}

/** What was judged most comes first. */
function ratedBy<T extends Counted>(
  counted: readonly T[],
  nameOf: (row: T) => string,
): [string, LabelQuality][] {
  const names = [...new Set(counted.map(nameOf))];
  return names
    .map((name): [string, LabelQuality] => [name, rated(counted.filter((row) => nameOf(row) === name))])
    .sort(([name, one], [otherName, other]) => other.judged - one.judged || (name < otherName ? -1 : 1));
}

function rated(counted: readonly Counted[]): LabelQuality {
  const judged = counted.reduce((sum, row) => sum + row.judged, 0);
  const wrong = counted.reduce((sum, row) => sum + row.wrong, 0);
  const interval = wilsonInterval(wrong, judged);
  return {
    judged,
    wrong,
    errorRate: judged === 0 ? null : wrong / judged,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  };
}
