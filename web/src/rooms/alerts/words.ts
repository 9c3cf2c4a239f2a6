import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import type { Alert, Rule } from "./queries.ts";

/** Times of an alert: the clock alone within a day, with the day beyond. */
export function useAlertTime(): (at: string) => string {
  const intl = useIntl();
  return (at) => {
    const date = new Date(at);
    const isNear = Math.abs(Date.now() - date.getTime()) < 18 * 3_600_000;
    const clock = { hour: "2-digit", minute: "2-digit" } as const;
    return intl.formatDate(
      date,
      isNear ? clock : { weekday: "short", day: "numeric", month: "short", ...clock },
    );
  };
}

/** What one reads on a locked screen: how much against usual, since when, how many people, where, about what. */
export function useAlertSentence(): (
  alert: Alert,
  kind: Rule["kind"],
  networkName: (id: string) => string,
) => string {
  const t = useWords();
  const intl = useIntl();
  const timeOf = useAlertTime();
  return ({ evidence, startedAt }, kind, networkName) => {
    const at = timeOf(startedAt);
    const { subject } = evidence;
    const values = {
      at,
      seen: evidence.seen,
      expected:
        evidence.expected < 1
          ? t("alerts.lessThanOne")
          : intl.formatNumber(evidence.expected, { maximumFractionDigits: 1 }),
      leaves: subject?.leavesAt ? timeOf(subject.leavesAt) : "",
      name: subject?.name ?? "",
      network: networkName(subject?.network ?? ""),
    };
    const [where] = evidence.sources;
    const [about] = evidence.terms;
    return [
      t(`alerts.sentence.${kind}`, values),
      evidence.authors > 0 && t("alerts.sentence.authors", { count: evidence.authors }),
      !subject && where && t("alerts.sentence.mostly", { network: networkName(where.network) }),
      !subject && about && t("alerts.sentence.about", { term: about.term }),
    ]
      .filter(Boolean)
      .join(" ");
  };
}

/** Where the mentions behind an alert are listed: the same filters as its count. */
export function mentionsBehind(
  alert: Pick<Alert, "monitor" | "startedAt" | "resolvedAt">,
  kind: Rule["kind"] | undefined,
  more: Readonly<Record<string, string>> = {},
): string {
  const search = new URLSearchParams({
    ...(alert.monitor ? { monitor: alert.monitor } : {}),
    ...(kind === "negative-spike" ? { label: "negative" } : {}),
    from: alert.startedAt,
    ...(alert.resolvedAt ? { to: alert.resolvedAt } : {}),
    ...more,
  });
  return `/mentions?${search}`;
}
