import type { Evidence } from "./alert.ts";

/** What an alert says on a channel: English, then French, since whoever is on duty may read either. */
export function alertWords(
  event: string,
  alert: { kind: string; monitor: string; evidence: Evidence; resolvedAt: Date | null },
): { subject: string; text: string } {
  const { evidence, monitor } = alert;
  if (event === "alert.resolved")
    return {
      subject: `[Vigie] ${monitor}: back to normal / retour à la normale`,
      text: [
        `${monitor}: mentions are back to what is usual.`,
        `${monitor} : les mentions sont revenues à la normale.`,
      ].join("\n\n"),
    };
  const english = alert.kind === "negative-spike" ? "negative mentions" : "mentions";
  const french = alert.kind === "negative-spike" ? "mentions négatives" : "mentions";
  const terms = evidence.terms
    .map(({ term }) => term)
    .slice(0, 5)
    .join(", ");
  const sources = evidence.sources.map(({ network, count }) => `${network} ${count}`).join(", ");
  const quotes = evidence.topMentions
    .slice(0, 3)
    .map(
      ({ text, author, url }) =>
        `> ${text.replace(/\s+/g, " ").slice(0, 200)}${author ? ` — @${author}` : ""}${url ? ` ${url}` : ""}`,
    );
  return {
    subject: `[Vigie] ${monitor}: ${evidence.seen} ${english} (${evidence.expected} expected) / ${evidence.seen} ${french} (${evidence.expected} attendues)`,
    text: [
      `${monitor}: ${evidence.seen} likely ${english} by ${evidence.authors} authors since ${evidence.since}; ${evidence.expected} were to be expected.`,
      `${monitor} : ${evidence.seen} ${french} probables de ${evidence.authors} auteurs depuis ${evidence.since} ; ${evidence.expected} étaient attendues.`,
      ...(terms ? [`Terms / Termes : ${terms}`] : []),
      `Sources : ${sources}`,
      ...quotes,
    ].join("\n\n"),
  };
}
