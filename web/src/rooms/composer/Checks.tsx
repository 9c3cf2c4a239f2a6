import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import classes from "./composer.module.css";
import type { Draft } from "./draft.ts";
import type { Change, Connected } from "./Editor.tsx";
import { type Mend, mended, mendOf, sorted } from "./mending.ts";
import type { Check } from "./queries.ts";
import type { Times } from "./times.ts";

type Finding = Check["errors"][number];

interface Props {
  draft: Draft;
  change: Change;
  chosen: readonly Connected[];
  times: Times;
  check: Check | undefined;
  onGoTo: (pointer: string, profile: string | undefined) => void;
  onAdapt: (profile: string) => void;
}

/**
 * What stands in the way, then what will stop the post later, then advice: each once, with the profiles it concerns
 * and the one thing that mends it.
 */
export function Checks(props: Props) {
  const t = useWords();
  const { check } = props;
  const title = useRef<HTMLHeadingElement>(null);
  if (!check) return null;
  const blocking = grouped(check.errors);
  const advice = sorted(grouped(check.warnings));
  const shared = { ...props, onMended: () => title.current?.focus() };
  return (
    <section className={classes.checks} aria-label={t("composer.checks")} data-stop>
      <h3 ref={title} tabIndex={-1}>
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
          <Line key={`${finding.code} ${finding.detail}`} {...shared} finding={finding} isBlocking />
        ))}
        {advice.map((finding) => (
          <Line key={`${finding.code} ${finding.detail}`} {...shared} finding={finding} isBlocking={false} />
        ))}
      </ul>
    </section>
  );
}

function Line(props: Props & { finding: Grouped; isBlocking: boolean; onMended: () => void }) {
  const t = useWords();
  const { finding, chosen, draft, isBlocking, times } = props;
  const concerned = finding.profiles.flatMap((id) => chosen.find((profile) => profile.id === id) ?? []);
  const mostImages = concerned[0]?.maxImages ?? null;
  const mend = mendOf(finding, draft, {
    isBlocking,
    mostImages,
    limitedAlike: chosen.filter(({ maxImages }) => maxImages === mostImages).map(({ id }) => id),
    when: times.when,
    hasSlots: times.hasSlots,
  });
  return (
    <li data-blocking={isBlocking || undefined}>
      <Icon name={isBlocking ? "alert-octagon" : "bulb"} />
      <span>
        <span className="unseen">{t(isBlocking ? "composer.blocking" : "composer.advice")} </span>
        {concerned.length > 0 && <b>{concerned.map(({ label }) => label).join(", ")} · </b>}
        {sentence(finding.detail)}
        {mend && (
          <span className={classes.mend}>
            <MendButton {...props} mend={mend} name={concerned[0]?.label ?? ""} />
          </span>
        )}
      </span>
    </li>
  );
}

function MendButton(props: Props & { mend: Mend; name: string; onMended: () => void }) {
  const t = useWords();
  const { mend, name } = props;
  const look = { variant: "subtle", size: "compact-xs" } as const;
  const carryOut = () => {
    props.change((before) => mended(before, mend));
    props.onMended();
  };
  switch (mend.kind) {
    case "adapt":
      return (
        <Button {...look} onClick={() => props.onAdapt(mend.profile)}>
          {t("composer.adaptFor", { name })}
        </Button>
      );
    case "go":
      return (
        <Button {...look} onClick={() => props.onGoTo(mend.pointer, mend.profile)}>
          {t("composer.goTo")}
        </Button>
      );
    case "reconnect":
      return (
        <Button {...look} component={Link} to="/profiles">
          {t("composer.reconnectNow")}
        </Button>
      );
    case "fewer-images":
      return (
        <Button {...look} onClick={carryOut}>
          {t("composer.fewerImages", { count: mend.most })}
        </Button>
      );
    case "without-image":
      return (
        <Button {...look} onClick={carryOut}>
          {t("composer.withoutImage", { place: mend.index + 1 })}
        </Button>
      );
    case "without-link":
      return (
        <Button {...look} onClick={carryOut}>
          {t("composer.withoutLink", { name })}
        </Button>
      );
    case "next-slot":
      return (
        <Button {...look} onClick={carryOut}>
          {t("composer.takeNextSlot")}
        </Button>
      );
  }
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
