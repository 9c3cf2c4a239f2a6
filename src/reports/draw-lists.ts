import { leastJudged, sayableOf } from "../reputation/figures.ts";
import { drawBar } from "./chart.ts";
import type { Quality } from "./content.ts";
import type { Pen } from "./pen.ts";
import { heading, ink, inner, need, paper, paragraph, write } from "./sheet.ts";
import { drawTable } from "./table.ts";
import { isWord } from "./words.ts";

const note = { size: 8.5, color: ink.second, width: inner } as const;

/** Each brand's part of all that was said. */
export function drawVoices({ sheet, content, t, format }: Pen): void {
  if (content.voices.length < 2) return;
  heading(sheet, t("voices"));
  const total = content.voices.reduce((sum, { mentions }) => sum + mentions, 0);
  paragraph(sheet, t("voicesNote", { count: format.mentions(total) }), note);
  sheet.y += 6;
  const most = Math.max(0, ...content.voices.map(({ mentions }) => mentions));
  for (const voice of content.voices) {
    need(sheet, 17);
    const { x, width } = { x: paper.side + 168, width: inner - 168 - 172 };
    write(sheet, voice.name, paper.side, sheet.y + 11, { size: 8.5, width: 160 });
    drawBar(
      sheet,
      { x, y: sheet.y + 4, width, height: 8 },
      [
        { value: voice.negative, color: ink.negative },
        { value: voice.neutral, color: ink.neutral },
        { value: voice.positive, color: ink.positive },
        { value: voice.unscored, color: "#b9c3ce" },
      ],
      most,
    );
    const right = { size: 8.5, align: "right" } as const;
    const end = paper.width - paper.side;
    write(sheet, format.compact(voice.mentions), end - 166, sheet.y + 11, { ...right, width: 44 });
    write(sheet, voice.share === null ? "–" : format.percent(voice.share), end - 120, sheet.y + 11, {
      ...right,
      weight: "bold",
      width: 40,
    });
    if (voice.previousShare !== null)
      write(sheet, t("before", { share: format.percent(voice.previousShare) }), end - 76, sheet.y + 11, {
        ...right,
        size: 7.5,
        color: ink.third,
        width: 76,
      });
    sheet.y += 17;
  }
}

/** What alarmed, and how it ended. */
export function drawAlerts({ sheet, content, t, format }: Pen): void {
  const { total, shown } = content.alerts;
  need(sheet, 130);
  heading(sheet, t("alerts"));
  if (total === 0) {
    paragraph(sheet, t("noAlerts"), note);
    return;
  }
  const named = (prefix: string, name: string) => {
    const key = `${prefix}.${name}`;
    return isWord(key) ? t(key) : name;
  };
  drawTable(
    sheet,
    [
      { title: t("began"), width: 112 },
      { title: t("alert"), width: 126 },
      { title: t("about"), width: 90 },
      { title: t("seenExpected"), width: 82, align: "right" },
      { title: t("authors"), width: 44, align: "right" },
      { title: t("state"), width: inner - 454, align: "right" },
    ],
    shown.map(({ kind, about, state, startedAt, seen, expected, authors }) => [
      format.moment(startedAt),
      named("kind", kind),
      about,
      `${format.whole(seen)} / ${format.whole(Math.round(expected))}`,
      format.whole(authors),
      named("state", state),
    ]),
  );
  if (total > shown.length)
    paragraph(sheet, t("moreAlerts", { count: format.whole(total - shown.length) }), note);
}

/** What went out, and what did not, by profile. */
export function drawPublications({ sheet, content, t, format }: Pen): void {
  const { profiles, moreProfiles, total } = content.publications;
  // A heading does not stand alone at the foot of a page.
  need(sheet, 130);
  heading(sheet, t("publications"));
  if (profiles.length === 0) {
    paragraph(sheet, t("noPublications"), note);
    return;
  }
  paragraph(sheet, t("publicationsNote"), note);
  const counts = ({ published, failed, unconfirmed, stopped, coming }: typeof total) =>
    [published, failed, unconfirmed, stopped, coming].map(format.whole);
  const number = (title: string, width: number) => ({ title, width, align: "right" as const });
  drawTable(
    sheet,
    [
      { title: t("profile"), width: 100 },
      { title: t("network"), width: 66 },
      number(t("published"), 52),
      number(t("failed"), 46),
      number(t("unconfirmed"), 80),
      number(t("stopped"), inner - 100 - 66 - 52 - 46 - 80 - 44),
      number(t("coming"), 44),
    ],
    [
      ...profiles.map((profile) => [
        profile.name,
        content.networkNames[profile.network] ?? profile.network,
        ...counts(profile),
      ]),
      [
        moreProfiles > 0
          ? `${t("total")}, ${t("moreProfiles", { count: format.whole(moreProfiles) })}`
          : t("total"),
        "",
        ...counts(total),
      ],
    ],
    true,
  );
}

/** How often people found the scorer wrong, where enough of them looked. */
function qualityLine(quality: Quality, monitor: string, { t, format }: Pick<Pen, "t" | "format">): string {
  const { judged, errorRate, low, high } = quality;
  const sayable = sayableOf(judged);
  if (sayable === "nothing" || errorRate === null || low === null || high === null)
    return t("qualityNone", { monitor });
  const counted = { judged: format.whole(judged), monitor };
  if (sayable === "count") return t("qualityFew", { ...counted, least: format.whole(leastJudged) });
  return t("quality", {
    ...counted,
    rate: format.percent(errorRate),
    low: format.percent(low),
    high: format.percent(high),
  });
}

/** What the figures do not say by themselves. */
export function drawReading({ sheet, content, t, format }: Pen): void {
  heading(sheet, t("reading"));
  const isOne = content.monitors.length === 1;
  const lines = [t("reachNote"), t("netNote"), t("changeNote")];
  for (const { name, quality, gaps, moreGaps } of content.monitors) {
    lines.push(qualityLine(quality, isOne ? "" : `(${name})`, { t, format }));
    for (const gap of gaps)
      lines.push(
        gap.to === null
          ? t("gapOpen", { name: gap.name, from: format.moment(gap.from) })
          : t("gap", { name: gap.name, from: format.moment(gap.from), to: format.moment(gap.to) }),
      );
    if (moreGaps > 0) lines.push(t("moreGaps", { count: format.whole(moreGaps) }));
  }
  for (const line of new Set(lines)) {
    sheet.y += 3;
    paragraph(sheet, line.trim(), note);
  }
}
