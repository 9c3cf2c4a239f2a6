import { Button, Combobox, Input, TextInput, useCombobox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useMemo, useRef, useState } from "react";
import { useIntl } from "react-intl";
import { parseQuery } from "../../../../src/listening/query.ts";
import { queryHints } from "../../../../src/listening/query-hints.ts";
import { networksQuery } from "../../api/workspace.ts";
import { useLanguage, useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { completed, completionAt } from "./complete.ts";
import { describeQuery } from "./describe.ts";
import classes from "./mentions.module.css";

const languagesOffered = ["fr", "en", "de", "es", "it", "pt"];

/**
 * A query as it is written: completed at the caret, its fault underlined where it is with what was probably meant, and
 * said back in words where it can be read. The reading is the server's own.
 * @param props.isSearch searches the room ("/" goes there); otherwise it is a field of a form
 */
export function QueryInput(props: {
  value: string;
  label: string;
  placeholder?: string;
  isSearch?: boolean;
  isEmptyWell?: boolean;
  handles: readonly string[];
  onChange: (value: string) => void;
  onEnter?: () => void;
}) {
  const { value, onChange } = props;
  const t = useWords();
  const { language } = useLanguage();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const under = useRef<HTMLDivElement>(null);
  const caretAfter = useRef<number | null>(null);
  const [caret, setCaret] = useState(0);
  const networks = useQuery(networksQuery);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const known = useMemo(
    () => ({
      languages: languagesOffered,
      networks: networks.data?.items.map((network) => network.id) ?? [],
      handles: props.handles,
    }),
    [networks.data, props.handles],
  );
  const offer = completionAt(value, caret, known);
  const isEmpty = value.trim() === "";
  const parsed = isEmpty ? null : parseQuery(value);
  // One at a time: what is taken up may answer the next as well.
  const [hint] = isEmpty ? [] : queryHints(value);
  const doubt = parsed?.kind === "fault" ? parsed : hint;
  const speech = useSpeech();
  // After a completion the caret stands behind what was put in.
  useEffect(() => {
    if (caretAfter.current === null) return;
    input.current?.setSelectionRange(caretAfter.current, caretAfter.current);
    setCaret(caretAfter.current);
    caretAfter.current = null;
  });
  const take = (option: string) => {
    const next = completed(value, offer, option);
    caretAfter.current = next.caret;
    onChange(next.query);
    combobox.closeDropdown();
  };
  const follow = () => {
    setCaret(input.current?.selectionStart ?? 0);
    if (under.current) under.current.scrollLeft = input.current?.scrollLeft ?? 0;
  };
  return (
    <div>
      {!props.isSearch && <Input.Label htmlFor={id}>{props.label}</Input.Label>}
      <div className={classes.query}>
        <Combobox store={combobox} onOptionSubmit={take} withinPortal={false}>
          <Combobox.Target>
            <TextInput
              ref={input}
              id={id}
              type={props.isSearch ? "search" : "text"}
              aria-label={props.isSearch ? props.label : undefined}
              placeholder={props.placeholder}
              value={value}
              maxLength={props.isSearch ? 300 : 2000}
              spellCheck={false}
              autoComplete="off"
              leftSection={<Icon name="search" />}
              aria-invalid={parsed?.kind === "fault"}
              aria-describedby={`${id}-said`}
              onChange={(event) => {
                onChange(event.currentTarget.value);
                setCaret(event.currentTarget.selectionStart ?? 0);
                combobox.openDropdown();
              }}
              onSelect={follow}
              onScroll={follow}
              onBlur={() => combobox.closeDropdown()}
              onKeyDown={(event) => {
                if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
                if (combobox.dropdownOpened && combobox.getSelectedOptionIndex() !== -1) return;
                if (!props.onEnter) return;
                event.preventDefault();
                combobox.closeDropdown();
                props.onEnter();
              }}
            />
          </Combobox.Target>
          {parsed?.kind === "fault" && (
            <div ref={under} className={classes.under} aria-hidden="true">
              {value.slice(0, parsed.position)}
              <span>{value.slice(parsed.position, parsed.position + Math.max(1, parsed.length)) || " "}</span>
              {value.slice(parsed.position + Math.max(1, parsed.length))}
            </div>
          )}
          <Combobox.Dropdown hidden={offer.options.length === 0}>
            <Combobox.Options aria-label={t("mentions.completions")}>
              {offer.options.map((option) => (
                <Combobox.Option key={option} value={option}>
                  <code>{option}</code> <span className="third">{hintOf(option, t)}</span>
                </Combobox.Option>
              ))}
            </Combobox.Options>
          </Combobox.Dropdown>
        </Combobox>
        <div id={`${id}-said`} className={classes.said} role="status">
          {parsed?.kind === "query" && <span>{describeQuery(parsed.query, speech)}</span>}
          {doubt && (
            <>
              {doubt === hint ? (
                <div>{doubt.message[language]}</div>
              ) : (
                <span className={classes.fault}>
                  {t("mentions.faultAt", { place: doubt.position + 1 })} {doubt.message[language]}
                </span>
              )}
              {doubt.suggestion !== null && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  onClick={() => {
                    onChange(doubt.suggestion ?? value);
                    input.current?.focus();
                  }}
                >
                  {t("mentions.meant", { query: doubt.suggestion })}
                </Button>
              )}
            </>
          )}
        </div>
      </div>
    </div>
  );
}

function hintOf(option: string, t: ReturnType<typeof useWords>): string {
  if (option.endsWith(":"))
    return t(`mentions.field.${option.slice(0, -1) as "lang" | "network" | "from" | "url"}`);
  if (option === "AND" || option === "OR" || option === "NOT") return t(`mentions.operator.${option}`);
  return option === "NEAR/5" ? t("mentions.operator.NEAR") : "";
}

function useSpeech() {
  const t = useWords();
  const intl = useIntl();
  return useMemo(
    () => ({
      t,
      list: (parts: readonly string[], type: "conjunction" | "disjunction") =>
        intl.formatList(parts, { type }),
      language: (code: string) => intl.formatDisplayName(code, { type: "language" }) ?? code,
    }),
    [t, intl],
  );
}
