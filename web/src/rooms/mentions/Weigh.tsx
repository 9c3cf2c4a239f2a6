import { Menu } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../messages/language.tsx";
import { useToasts } from "../../shared/toast.tsx";
import classes from "./mentions.module.css";
import { signs } from "./signs.ts";
import { useForgetWord, useWeighWord } from "./word-queries.ts";

const choices = [
  { tone: "negative", weight: -3 },
  { tone: "none", weight: 0 },
  { tone: "positive", weight: 3 },
] as const;

/** A word that weighed; what it says in this workspace is chosen from it, and taken back by the toast. */
export function Weigh(props: { word: string; language: string; children: ReactNode }) {
  const { word, language } = props;
  const t = useWords();
  const toasts = useToasts();
  const weigh = useWeighWord();
  const forget = useForgetWord();
  const choose = (weight: number) =>
    weigh.mutate(
      { words: word, weight, language },
      {
        onSuccess: ({ id }) =>
          toasts.done(t("mentions.weighed", { word }), {
            label: t("common.undo"),
            run: () => forget.mutate(id, { onError: toasts.failed }),
          }),
        onError: toasts.failed,
      },
    );
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className={classes.weigh} title={t("mentions.weigh", { word })}>
          {props.children}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(({ tone, weight }) => (
          <Menu.Item
            key={tone}
            leftSection={
              <span aria-hidden="true" style={tone === "none" ? {} : { color: `var(--${tone}-text)` }}>
                {tone === "none" ? "∅" : signs[tone]}
              </span>
            }
            onClick={() => choose(weight)}
          >
            {t(`mentions.weighAs.${tone}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
