import { Button, Group, MultiSelect, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useIntl } from "react-intl";
import { parseQuery } from "../../../../src/listening/query.ts";
import { type Monitor, sourcesQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { FormFaults, useFormFaults } from "../../shared/form.tsx";
import { useToasts } from "../../shared/toast.tsx";
import classes from "./mentions.module.css";
import { type MonitorInput, pastQuery, previewDays, textsQuery, useSaveMonitor } from "./monitor-queries.ts";
import { QueryInput } from "./SearchBox.tsx";

const kinds = ["brand", "competitor", "person", "theme"] as const satisfies readonly Monitor["kind"][];
/** The longest that a search of mentions takes. */
const longestSearch = 300;
const previewAfterMilliseconds = 400;

/** A monitor as it is written, beside what it would have found. @param props.monitor null: a new one */
export function MonitorForm(props: {
  monitor: Monitor | null;
  query: string;
  handles: readonly string[];
  mayConfigure: boolean;
  onDone: () => void;
}) {
  const { monitor } = props;
  const t = useWords();
  const toasts = useToasts();
  const sources = useQuery(sourcesQuery);
  const save = useSaveMonitor(monitor?.id ?? null);
  const form = useForm({
    initialValues: {
      name: monitor?.name ?? "",
      kind: monitor?.kind ?? ("brand" as const),
      query: props.query,
      /** Empty: all of them. */
      sources: !monitor || monitor.sources === "all" ? [] : monitor.sources,
    },
  });
  const faults = useFormFaults(form, ["name", "kind", "query", "sources"]);
  const submit = form.onSubmit((values) => {
    faults.clear();
    const input: MonitorInput = { ...values, sources: values.sources.length === 0 ? "all" : values.sources };
    save.mutate(input, {
      onSuccess: () => {
        toasts.done(t(monitor ? "monitors.changed" : "monitors.made", { name: values.name }));
        props.onDone();
      },
      onError: faults.show,
    });
  });
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <FormFaults texts={faults.general} />
        <TextInput
          label={t("monitors.name")}
          required
          maxLength={200}
          data-autofocus
          readOnly={!props.mayConfigure}
          {...form.getInputProps("name")}
        />
        <Select
          label={t("monitors.kind")}
          data={kinds.map((kind) => ({ value: kind, label: t(`monitors.kind.${kind}`) }))}
          allowDeselect={false}
          readOnly={!props.mayConfigure}
          {...form.getInputProps("kind")}
        />
        <div>
          <QueryInput
            label={t("monitors.query")}
            placeholder={t("monitors.queryExample")}
            value={form.values.query}
            handles={props.handles}
            onChange={(query) => form.setFieldValue("query", query)}
          />
          {form.errors.query && <p className={classes.fault}>{form.errors.query}</p>}
        </div>
        <MultiSelect
          label={t("monitors.sources")}
          placeholder={form.values.sources.length === 0 ? t("monitors.allSources") : undefined}
          data={sources.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          readOnly={!props.mayConfigure}
          {...form.getInputProps("sources")}
        />
      </Stack>
      <Preview query={form.values.query} />
      {props.mayConfigure && (
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={props.onDone}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t(monitor ? "monitors.save" : "monitors.start")}
          </Button>
        </Group>
      )}
    </form>
  );
}

/** What the query finds among the mentions of the last days and among texts of one's own. */
function Preview({ query }: { query: string }) {
  const t = useWords();
  const intl = useIntl();
  const [pasted, setPasted] = useState("");
  const [asked] = useDebouncedValue(query.trim(), previewAfterMilliseconds);
  const [own] = useDebouncedValue(pasted, previewAfterMilliseconds);
  const [from] = useState(() => new Date(Date.now() - previewDays * 86_400_000).toISOString());
  const isRead = asked !== "" && parseQuery(asked).kind === "query";
  const texts = useMemo(
    () =>
      own
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "")
        .slice(0, 100),
    [own],
  );
  const past = useQuery({ ...pastQuery(asked, from), enabled: isRead && asked.length <= longestSearch });
  const matched = useQuery({ ...textsQuery(asked, texts), enabled: isRead && texts.length > 0 });
  return (
    <section className={classes.preview} aria-label={t("monitors.preview")} aria-live="polite">
      <h3>{t("monitors.preview")}</h3>
      {!isRead && <p>{t("monitors.previewFirst")}</p>}
      {isRead && asked.length > longestSearch && <p>{t("monitors.previewTooLong")}</p>}
      {isRead && past.data && (
        <>
          <p>
            {t("monitors.past", {
              count: past.data.count,
              days: previewDays,
              perDay: intl.formatNumber(past.data.count / previewDays, { maximumFractionDigits: 1 }),
            })}
          </p>
          <ul>
            {past.data.texts.map(({ id, text }) => (
              <li key={id}>{text.length > 160 ? `${text.slice(0, 160)}…` : text}</li>
            ))}
          </ul>
          <p className="muted">{t("monitors.pastLimits")}</p>
        </>
      )}
      <Textarea
        label={t("monitors.ownTexts")}
        description={t("monitors.ownTextsHint")}
        autosize
        minRows={2}
        maxRows={8}
        value={pasted}
        onChange={(event) => setPasted(event.currentTarget.value)}
      />
      {isRead && texts.length > 0 && matched.data && matched.data.matches.length === texts.length && (
        <ul>
          {texts.map((text, index) => (
            <li key={text}>
              <b>{t(matched.data.matches[index] ? "monitors.found" : "monitors.notFound")}</b> {text}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
