import { ActionIcon, Button, Group, Select, TextInput, Tooltip } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useIntl } from "react-intl";
import { useMay } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { FormFaults, useFormFaults } from "../../shared/form.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { Read } from "../../shared/Read.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { useSigned } from "../mentions/Sentiment.tsx";
import { signs } from "../mentions/signs.ts";
import { type OwnWord, ownWordsQuery, useForgetWord, useWeighWord } from "../mentions/word-queries.ts";
import { Learned } from "./Learned.tsx";
import { Section } from "./Section.tsx";
import classes from "./settings.module.css";
import { TryText } from "./TryText.tsx";

const weights = ["-4", "-2", "0", "2", "4"] as const;
const readLanguages = ["en", "fr", "de", "es", "it", "pt"] as const;

/** What words say in this workspace, tried on a text, and what corrections taught. */
export function OwnWords() {
  const t = useWords();
  const words = useInfiniteQuery(ownWordsQuery);
  const mayChange = useMay("configure");
  return (
    <>
      <Section title={t("settings.words")} lead={t("settings.wordsLead")}>
        {mayChange ? <AddWord /> : <p className="muted">{t("settings.wordsNotAllowed")}</p>}
        <Read query={words} what="settings.whatWords">
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            return items.length === 0 ? (
              <Empty icon="mood-smile" text={t("settings.noWords")} />
            ) : (
              <ul className={classes.lines}>
                {items.map((word) => (
                  <WordLine key={word.id} word={word} mayChange={mayChange} />
                ))}
              </ul>
            );
          }}
        </Read>
        {words.hasNextPage && (
          <Button variant="default" loading={words.isFetchingNextPage} onClick={() => words.fetchNextPage()}>
            {t("settings.moreWords")}
          </Button>
        )}
      </Section>
      <TryText />
      <Learned />
    </>
  );
}

function useLanguageName(): (code: string) => string {
  const t = useWords();
  const intl = useIntl();
  return (code) =>
    code === "any" ? t("settings.anyLanguage") : (intl.formatDisplayName(code, { type: "language" }) ?? code);
}

function WordLine({ word, mayChange }: { word: OwnWord; mayChange: boolean }) {
  const t = useWords();
  const toasts = useToasts();
  const languageName = useLanguageName();
  const signed = useSigned();
  const forget = useForgetWord();
  const weigh = useWeighWord();
  const { words, weight, language } = word;
  const label = t("settings.removeWord", { words });
  const tone = weight === 0 ? "neutral" : weight < 0 ? "negative" : "positive";
  const remove = () =>
    forget.mutate(word.id, {
      onSuccess: () =>
        toasts.done(t("settings.wordRemoved", { words }), {
          label: t("common.undo"),
          run: () => weigh.mutate({ words, weight, language }, { onError: toasts.failed }),
        }),
      onError: toasts.failed,
    });
  return (
    <li>
      <div>
        <b>{words}</b>{" "}
        <span style={{ color: `var(--${tone}-text)`, whiteSpace: "nowrap" }}>
          <span aria-hidden="true">{signs[tone]}</span> {signed(weight, 1)}
        </span>
        <div className="third">
          {languageName(language)} · {t("settings.wordBy", { name: word.createdBy })}
        </div>
      </div>
      {mayChange && (
        <Tooltip label={label}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={label}
            loading={forget.isPending}
            onClick={remove}
          >
            <Icon name="trash" />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}

function AddWord() {
  const t = useWords();
  const toasts = useToasts();
  const languageName = useLanguageName();
  const weigh = useWeighWord();
  const form = useForm({ initialValues: { words: "", weight: "-2", language: "any" } });
  const faults = useFormFaults(form, ["words", "weight", "language"]);
  const submit = form.onSubmit(({ words, weight, language }) => {
    faults.clear();
    weigh.mutate(
      { words, weight: Number(weight), language },
      {
        onSuccess: (made) => {
          toasts.done(t("settings.wordAdded", { words: made.words }));
          form.setFieldValue("words", "");
        },
        onError: faults.show,
      },
    );
  });
  return (
    <form onSubmit={submit}>
      <FormFaults texts={faults.general} />
      <Group align="end" gap="sm">
        <TextInput
          label={t("settings.word")}
          placeholder={t("settings.wordExample")}
          required
          maxLength={100}
          flex={1}
          miw={220}
          {...form.getInputProps("words")}
        />
        <Select
          label={t("settings.weight")}
          allowDeselect={false}
          w={150}
          data={weights.map((value) => ({ value, label: t(`settings.weight.${value}`) }))}
          {...form.getInputProps("weight")}
        />
        <Select
          label={t("settings.wordLanguage")}
          allowDeselect={false}
          w={150}
          data={["any", ...readLanguages].map((value) => ({ value, label: languageName(value) }))}
          {...form.getInputProps("language")}
        />
        <Button type="submit" loading={weigh.isPending}>
          {t("settings.addWord")}
        </Button>
      </Group>
    </form>
  );
}
