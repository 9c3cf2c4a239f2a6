import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useIntl } from "react-intl";
import { monitorsQuery, networksQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import classes from "./mentions.module.css";
import { labels, type MentionsSearch, type PeriodName, periods } from "./search.ts";

const languages = ["fr", "en", "de", "es", "it", "pt"];

/** What narrows the list; each stands in the address, and whatever a link brought along is one click off. */
export function Filters(props: {
  search: MentionsSearch;
  onChange: (change: Partial<MentionsSearch>) => void;
}) {
  const { search, onChange } = props;
  const t = useWords();
  const intl = useIntl();
  const monitors = useQuery(monitorsQuery);
  const networks = useQuery(networksQuery);
  const moment = (at: string) =>
    intl.formatDate(at, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  const exact = search.from ?? search.to;
  const chips: { name: "author" | "site" | "answered" | "from"; text: string }[] = [];
  if (search.author) chips.push({ name: "author", text: t("mentions.by", { author: search.author }) });
  if (search.site) chips.push({ name: "site", text: t("mentions.on", { site: search.site }) });
  if (search.answered !== undefined)
    chips.push({ name: "answered", text: t(`mentions.answered.${search.answered}`) });
  if (exact)
    chips.push({
      name: "from",
      text:
        search.from && search.to
          ? t("mentions.between", { from: moment(search.from), to: moment(search.to) })
          : t(search.from ? "mentions.since" : "mentions.until", { at: moment(exact) }),
    });
  return (
    <div className={classes.filters}>
      <Choice
        label={t("mentions.filter.monitor")}
        value={search.monitor}
        options={monitors.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        onChange={(monitor) => onChange({ monitor })}
      />
      <Choice
        label={t("mentions.filter.label")}
        value={search.label}
        options={[...labels, "none" as const].map((label) => ({
          value: label,
          label: t(`mentions.label.${label}`),
        }))}
        onChange={(value) =>
          onChange({ label: [...labels, "none" as const].find((known) => known === value) })
        }
      />
      <Choice
        label={t("mentions.filter.network")}
        value={search.network}
        options={networks.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        onChange={(network) => onChange({ network })}
      />
      <Choice
        label={t("mentions.filter.language")}
        value={search.language}
        options={languages.map((code) => ({
          value: code,
          label: intl.formatDisplayName(code, { type: "language" }) ?? code,
        }))}
        onChange={(language) => onChange({ language })}
      />
      <Choice
        label={t("mentions.filter.period")}
        value={search.period}
        options={Object.keys(periods).map((name) => ({
          value: name,
          label: t(`mentions.period.${name as PeriodName}`),
        }))}
        onChange={(value) =>
          onChange({
            period: Object.keys(periods).find((name) => name === value) as PeriodName | undefined,
            from: undefined,
            to: undefined,
          })
        }
      />
      {chips.map(({ name, text }) => (
        <Button
          key={name}
          size="xs"
          variant="light"
          rightSection={<Icon name="x" size={14} />}
          aria-label={t("mentions.dropFilter", { filter: text })}
          onClick={() =>
            onChange(name === "from" ? { from: undefined, to: undefined } : { [name]: undefined })
          }
        >
          {text}
        </Button>
      ))}
    </div>
  );
}

function Choice(props: {
  label: string;
  value: string | undefined;
  options: { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
}) {
  const { value } = props;
  const isKnown = value === undefined || props.options.some((option) => option.value === value);
  return (
    <Select
      size="xs"
      w={150}
      aria-label={props.label}
      placeholder={props.label}
      value={value ?? null}
      data={isKnown ? props.options : [...props.options, { value: value ?? "", label: value ?? "" }]}
      onChange={(next) => props.onChange(next ?? undefined)}
      clearable
      checkIconPosition="right"
    />
  );
}
