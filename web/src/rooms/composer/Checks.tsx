import { Button } from "@mantine/core";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import classes from "./composer.module.css";
import type { Draft } from "./draft.ts";
import { textOn } from "./draft.ts";
import type { Connected } from "./Editor.tsx";
import type { Check } from "./queries.ts";

type Finding = Check["errors"][number];

/** What stands in the way, then what will go wrong later: each once, with the profiles it concerns and what mends it. */
export function Checks(props: {
  draft: Draft;
  chosen: readonly Connected[];
  check: Check | undefined;
  onGoTo: (pointer: string, profile: string | undefined) => void;
  onAdapt: (profile: string) => void;
}) {
  const t = useWords();
  const { check } = props;
  if (!check) return null;
  const blocking = grouped(check.errors);
  const advice = grouped(check.warnings);
  return (
    <section className={classes.checks} aria-label={t("composer.checks")} data-stop>
      <h3>
        {blocking.length + advice.length === 0
          ? t("composer.allWell")
          : t("composer.checksCount", {
              blocking: blocking.length,
              advice: advice.length,
              both: String(blocking.length > 0 && advice.length > 0),
            })}
      </h3>
      <ul>
        {blocking.map((finding) => (
          <Line key={`${finding.code} ${finding.detail}`} {...props} finding={finding} isBlocking />
        ))}
        {advice.map((finding) => (
          <Line key={`${finding.code} ${finding.detail}`} {...props} finding={finding} isBlocking={false} />
        ))}
      </ul>
    </section>
  );
}

function Line(props: {
  draft: Draft;
  chosen: readonly Connected[];
  finding: Grouped;
  isBlocking: boolean;
  onGoTo: (pointer: string, profile: string | undefined) => void;
  onAdapt: (profile: string) => void;
}) {
  const t = useWords();
  const { finding, chosen, draft } = props;
  const names = finding.profiles.flatMap((id) => chosen.find((profile) => profile.id === id)?.label ?? []);
  const [only] = finding.profiles;
  const mayAdapt =
    finding.pointer === "/text" &&
    only !== undefined &&
    finding.profiles.length < draft.profiles.length &&
    !textOn(draft, only).isOwn;
  return (
    <li data-blocking={props.isBlocking || undefined}>
      <Icon name={props.isBlocking ? "alert-octagon" : "bulb"} />
      <span>
        <span className="unseen">{t(props.isBlocking ? "composer.blocking" : "composer.advice")} </span>
        {names.length > 0 && <b>{names.join(", ")} · </b>}
        {sentence(finding.detail)}
        <span className={classes.mend}>
          {mayAdapt && (
            <Button variant="subtle" size="compact-xs" onClick={() => props.onAdapt(only)}>
              {t("composer.adaptFor", { name: names[0] ?? "" })}
            </Button>
          )}
          {props.isBlocking && (
            <Button variant="subtle" size="compact-xs" onClick={() => props.onGoTo(finding.pointer, only)}>
              {t("composer.goTo")}
            </Button>
          )}
        </span>
      </span>
    </li>
  );
}

/** The API's words as the screen writes them. */
function sentence(detail: string): string {
  return detail.slice(0, 1).toUpperCase() + detail.slice(1);
}

type Grouped = Finding & { profiles: string[] };

/** The same sentence for three profiles is one line with three names. */
function grouped(findings: readonly Finding[]): Grouped[] {
  const groups = new Map<string, Grouped>();
  for (const finding of findings) {
    const key = `${finding.code} ${finding.detail}`;
    const group = groups.get(key) ?? { ...finding, profiles: [] };
    if (finding.profile && !group.profiles.includes(finding.profile)) group.profiles.push(finding.profile);
    groups.set(key, group);
  }
  return [...groups.values()];
}
