import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useWords } from "../../messages/language.tsx";
import { Card } from "../../shared/Room.tsx";
import { labels } from "../mentions/search.ts";
import { Said } from "./Said.tsx";
import classes from "./welcome.module.css";

/** Of what `/demo-state` tells, the part that is shown here. */
interface DemoState {
  demo: {
    brand: string;
    publications: { state: string }[];
    total: number;
    counts: { from: string; negative: number; neutral: number; positive: number }[];
    mentions: { text: string; network: string; author: string | null; label: string | null }[];
    alerts: { state: string }[];
  } | null;
}

const shownMentions = 3;
const freshMilliseconds = 10_000;
const barPixels = 56;

/**
 * What goes on in the demo at this moment, beside one's own first steps.
 * @param props.open null: nobody is signed in, and the demo has a page for everybody
 */
export function DemoGlance({ open }: { open: { act: () => void; isBusy: boolean } | null }) {
  const t = useWords();
  const state = useQuery({
    queryKey: ["demo-state"],
    refetchInterval: freshMilliseconds,
    queryFn: async ({ signal }): Promise<DemoState> => (await fetch("/demo-state", { signal })).json(),
  });
  const demo = state.data?.demo;
  if (!demo) return null;
  const published = demo.publications.filter((publication) => publication.state === "published").length;
  const firing = demo.alerts.filter((alert) => alert.state === "firing").length;
  const most = Math.max(1, ...demo.counts.map((count) => count.negative + count.neutral + count.positive));
  return (
    <Card label={t("welcome.demo")}>
      <div className={classes.demo}>
        <h2>{t("welcome.demo")}</h2>
        <p className="muted">{t("welcome.demoText", { brand: demo.brand })}</p>
        <ul className={classes.told}>
          <li>{t("welcome.demoPosts", { count: published })}</li>
          <li>{t("welcome.demoMentions", { count: demo.total })}</li>
          <li>{t("welcome.demoAlerts", { count: firing })}</li>
        </ul>
        <div className={classes.counts} style={{ height: barPixels }} aria-hidden="true">
          {demo.counts.map((count) => (
            <span key={count.from}>
              {labels.map((label) => (
                <span
                  key={label}
                  style={{ height: (count[label] / most) * barPixels, background: `var(--${label})` }}
                />
              ))}
            </span>
          ))}
        </div>
        <p className="third">{t("welcome.demoHours")}</p>
        <Said
          mentions={demo.mentions.slice(0, shownMentions).map(({ text, network, author, label }) => ({
            key: `${author} ${text}`,
            network,
            text,
            label: labels.find((one) => one === label) ?? null,
          }))}
        />
        {open ? (
          <Button variant="default" loading={open.isBusy} onClick={open.act}>
            {t("welcome.openDemo")}
          </Button>
        ) : (
          <a href="/demo">{t("welcome.seeDemo")}</a>
        )}
      </div>
    </Card>
  );
}
