import { Button, Radio, Select } from "@mantine/core";
import { useMemo } from "react";
import { useWords } from "../../messages/language.tsx";
import LocalTimeField from "../../shared/LocalTimeField.tsx";
import { Moment } from "../../shared/Moment.tsx";
import classes from "./composer.module.css";
import type { Draft, When } from "./draft.ts";
import type { Change, Connected } from "./Editor.tsx";
import { repetitions } from "./repetitions.ts";
import type { FreeSlot, Times } from "./times.ts";

/** When it goes out: the next free slot, a date in a zone, or now. */
export function TimeChoice(props: {
  draft: Draft;
  change: Change;
  chosen: readonly Connected[];
  times: Times;
  /** False for one occurrence of a series: that comes again already. */
  mayRepeat: boolean;
}) {
  const t = useWords();
  const { draft, change, times } = props;
  const { when } = times;
  const zones = useMemo(() => [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC"])], []);
  const choose = (next: When) =>
    change((before) => ({ ...before, when: next, rule: next.kind === "at" ? before.rule : null }));
  return (
    <section className={classes.time} aria-label={t("composer.when")} data-stop>
      <Radio.Group
        label={t("composer.when")}
        value={when.kind}
        onChange={(kind) => choose(kind === "at" ? times.proposed : { kind: kind as "slot" | "now" })}
      >
        <div className={classes.choices}>
          <Radio value="slot" label={t("composer.nextSlot")} description={<Slots times={times} />} />
          <Radio value="at" label={t("composer.date")} />
          <Radio value="now" label={t("composer.now")} />
        </div>
      </Radio.Group>
      <ComingSlots times={times} choose={choose} />
      {when.kind === "at" && (
        <LocalTimeField
          at={when}
          onChange={(at) => choose({ kind: "at", ...at })}
          zones={zones}
          pointer="/scheduledAt"
        />
      )}
      {when.kind === "at" && props.mayRepeat && (
        <Select
          label={t("composer.repeat")}
          data={[
            { value: "", label: t("composer.once") },
            ...repetitions(when.local).map(({ rule, word, values }) => ({
              value: rule,
              label: t(word, values),
            })),
          ]}
          value={draft.rule ?? ""}
          allowDeselect={false}
          onChange={(rule) => change((before) => ({ ...before, when, rule: rule || null }))}
        />
      )}
    </section>
  );
}

function Slots({ times }: { times: Times }) {
  const t = useWords();
  if (!times.slots?.length) return null;
  const missing = times.slots.filter(({ next }) => !next).map(({ profile }) => profile.label);
  const [first] = times.slots;
  if (missing.length === times.slots.length) return <>{t("composer.noSlots")}</>;
  if (missing.length > 0) return <>{t("composer.noSlot", { names: missing.join(", ") })}</>;
  if (!first?.next) return null;
  const isOne = times.slots.every(({ next }) => next?.at === first.next?.at);
  if (isOne) return <Moment at={first.next.at} />;
  return (
    <>
      {times.slots.map(
        ({ profile, next }) =>
          next && (
            <span key={profile.id} className={classes.slot}>
              {profile.label} <Moment at={next.at} />
            </span>
          ),
      )}
    </>
  );
}

/** The next free slots of each profile, to be taken by one press: the post then goes out everywhere at that time. */
function ComingSlots({ times, choose }: { times: Times; choose: (when: When) => void }) {
  const t = useWords();
  const { when } = times;
  if (when.kind === "now") return null;
  const profiles = (times.slots ?? []).filter(({ coming }) => coming.length > 0);
  const alike = (coming: readonly FreeSlot[]) => coming.map(({ at }) => at).join();
  const isOne = profiles.every(({ coming }) => alike(coming) === alike(profiles[0]?.coming ?? []));
  const shown = isOne ? profiles.slice(0, 1) : profiles;
  return (
    <>
      {shown.map(({ profile, coming }) => (
        <fieldset key={profile.id} className={classes.slotTimes}>
          <legend className="third">
            {isOne ? t("composer.comingSlots") : t("composer.comingSlotsOf", { name: profile.label })}
          </legend>
          {coming.map(({ at, local, timeZone }) => {
            const isTaken = when.kind === "at" && when.local === local && when.timeZone === timeZone;
            return (
              <Button
                key={at}
                size="compact-sm"
                variant="default"
                aria-pressed={isTaken}
                onClick={() => choose({ kind: "at", local, timeZone })}
              >
                <Moment at={at} />
              </Button>
            );
          })}
        </fieldset>
      ))}
    </>
  );
}
