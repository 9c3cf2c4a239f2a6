import type { useWords } from "../../messages/language.tsx";
import type { useBucketWords } from "./bucket-words.ts";
import type { Bucket } from "./queries.ts";

/** What the chart shows, in a sentence. */
export function findingOf(
  buckets: readonly Bucket[],
  title: string,
  words: ReturnType<typeof useBucketWords>,
  t: ReturnType<typeof useWords>,
): string {
  const peak = buckets.reduce<Bucket | null>(
    (most, bucket) => (bucket.mentions > (most?.mentions ?? 0) ? bucket : most),
    null,
  );
  return peak
    ? t("reputation.finding.peak", {
        title,
        count: peak.mentions,
        when: words.long(peak),
        negative: peak.negative,
      })
    : t("reputation.finding.none", { title });
}
