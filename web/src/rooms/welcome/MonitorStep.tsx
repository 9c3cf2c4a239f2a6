import { Button, Chip, Group, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useChange } from "../../api/change.ts";
import { api, ask } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import { monitorsQuery, sourcesQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { AddSource } from "../profiles/AddSource.tsx";
import { type Exclusion, queryOfBrand, suggestExclusions } from "./exclusions.ts";
import { sampleQuery, usePutBehind } from "./queries.ts";
import { Said } from "./Said.tsx";
import type { Step } from "./steps.ts";
import classes from "./welcome.module.css";

const askedAfterMilliseconds = 400;
const fewestLetters = 2;
const shownMentions = 4;

/** A brand's name is enough to begin with: what it finds shows at once, and what does not belong is left out by a press. */
export function MonitorStep({ isDone, onStep }: { isDone: boolean; onStep: (step: Step) => void }) {
  const t = useWords();
  const toasts = useToasts();
  const mayConfigure = useMay("configure");
  const sources = useQuery(sourcesQuery).data?.items;
  const [name, setName] = useState("");
  const [excluded, setExcluded] = useState<readonly string[]>([]);
  const [isAdding, setAdding] = useState(false);
  const putBehind = usePutBehind();
  const brand = name.trim();
  const make = useChange([monitorsQuery.queryKey], (query: string) =>
    ask(api.POST("/api/v1/monitors", { body: { name: brand, kind: "brand", query, sources: "all" } })),
  );
  const leave = () => putBehind.mutate("monitor", { onSettled: () => onStep("ready") });
  if (!mayConfigure)
    return (
      <>
        <h2>{t("welcome.monitor")}</h2>
        <p className="muted">{t("welcome.monitorNot")}</p>
        <Group>
          <Button onClick={() => onStep("ready")}>{t("welcome.next")}</Button>
        </Group>
      </>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate(queryOfBrand(brand, excluded), {
          onSuccess: () => {
            toasts.done(t("welcome.monitorMade", { name: brand }));
            leave();
          },
          onError: toasts.failed,
        });
      }}
    >
      <h2>{t("welcome.monitor")}</h2>
      <p className="muted">{t("welcome.monitorText")}</p>
      <TextInput
        label={t("welcome.brand")}
        required
        autoFocus
        maxLength={200}
        value={name}
        onChange={({ currentTarget }) => {
          setName(currentTarget.value);
          setExcluded([]);
        }}
      />
      {sources?.length === 0 && (
        <p className={classes.hint}>
          {t("welcome.noSource")}{" "}
          <Button variant="subtle" size="compact-sm" onClick={() => setAdding(true)}>
            {t("profiles.addSource")}
          </Button>
        </p>
      )}
      <Found brand={brand} excluded={excluded} onExclude={setExcluded} />
      <Group gap="md" mt="md">
        <Button type="submit" loading={make.isPending || putBehind.isPending}>
          {t("welcome.follow")}
        </Button>
        {isDone ? (
          <Link to="/welcome" search={{ step: "ready" }}>
            {t("welcome.next")}
          </Link>
        ) : (
          <Button variant="subtle" onClick={leave}>
            {t("welcome.skip")}
          </Button>
        )}
      </Group>
      {isAdding && <AddSource onClose={() => setAdding(false)} />}
    </form>
  );
}

/** What is already here of a brand, and the words that may be left out of it. */
function Found(props: {
  brand: string;
  excluded: readonly string[];
  onExclude: (terms: readonly string[]) => void;
}) {
  const t = useWords();
  const [brand] = useDebouncedValue(props.brand, askedAfterMilliseconds);
  const isAsked = brand.length >= fewestLetters;
  const all = useQuery({ ...sampleQuery(queryOfBrand(brand, [])), enabled: isAsked });
  const left = useQuery({
    ...sampleQuery(queryOfBrand(brand, props.excluded)),
    enabled: isAsked && props.excluded.length > 0,
  });
  const suggested = useMemo(
    () => suggestExclusions(all.data?.items.map(({ text }) => text) ?? [], brand),
    [all.data, brand],
  );
  const found = props.excluded.length > 0 ? left.data : all.data;
  if (!isAsked || !found) return null;
  return (
    <section className={classes.found} aria-label={t("welcome.sampleOf")} aria-live="polite">
      <p>
        <b>{t("welcome.finds", { count: found.count })}</b>
      </p>
      <Said
        mentions={found.items
          .slice(0, shownMentions)
          .map(({ id, network, text, sentiment }) => ({ key: id, network, text, label: sentiment.label }))}
      />
      {suggested.length > 0 && (
        <Exclusions suggested={suggested} chosen={props.excluded} onChoose={props.onExclude} />
      )}
    </section>
  );
}

function Exclusions(props: {
  suggested: readonly Exclusion[];
  chosen: readonly string[];
  onChoose: (terms: readonly string[]) => void;
}) {
  const t = useWords();
  return (
    <fieldset className={classes.exclusions}>
      <legend>{t("welcome.exclude")}</legend>
      <Chip.Group multiple value={[...props.chosen]} onChange={props.onChoose}>
        <Group gap="sm">
          {props.suggested.map(({ term, written, mentions }) => (
            <Chip key={term} value={term} size="sm">
              {t("welcome.excludeWord", { word: written, count: mentions })}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </fieldset>
  );
}
