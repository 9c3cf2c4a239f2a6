import type { ReportContent } from "./content.ts";
import { formatFor } from "./format.ts";
import { wordsOf } from "./words.ts";

/** So many monitors stand in the mail itself. */
const mostTold = 5;

/** What stands in the mail that a report is attached to: enough to know whether to open it now. */
export function mailWords(name: string, content: ReportContent): { subject: string; text: string } {
  const t = wordsOf(content.language);
  const format = formatFor(content.language, content.timeZone);
  const between = {
    name,
    from: format.moment(content.from),
    to: format.moment(content.to),
    zone: content.timeZone,
  };
  const figures = content.monitors
    .slice(0, mostTold)
    .map(({ name: monitor, figures: { mentions, negative } }) =>
      mentions === 0
        ? t("mailFiguresNone", { monitor })
        : t("mailFigures", {
            monitor,
            mentions: format.mentions(mentions),
            share: format.percent(negative / mentions),
          }),
    );
  const more = content.monitors.length - figures.length;
  return {
    subject: `[Vigie] ${t("subject", { ...between, from: format.day(content.from), to: format.day(new Date(content.to.getTime() - 1)) })}`,
    text: [
      t("mailGreeting", between),
      [...figures, ...(more > 0 ? [t("mailMore", { count: format.whole(more) })] : [])].join("\n"),
      t("mailWhy", { workspace: content.workspace }),
    ].join("\n\n"),
  };
}
