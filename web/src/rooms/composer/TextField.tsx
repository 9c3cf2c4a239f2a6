import { useId, useRef } from "react";
import { useWords } from "../../messages/language.tsx";
import { NetworkIcon } from "../../shared/Icon.tsx";
import { stretchesOf } from "../../shared/stretches.ts";
import classes from "./composer.module.css";
import { type Count, fittingLength } from "./counting.ts";
import { EmojiButton } from "./EmojiButton.tsx";

/** What a text is measured by: one network's rule and limit. */
export interface Measure {
  network: string;
  name: string;
  limit: number | null;
  count: Count;
}

/**
 * A plain text area, so that spell-check, input methods and screen readers work as everywhere, over a layer that
 * underlines links and marks what is too long.
 */
export function TextField(props: {
  label: string;
  value: string;
  placeholder?: string;
  measures: readonly Measure[];
  hasFocus?: boolean;
  pointer: string;
  rows?: number;
  onChange: (value: string) => void;
  onFiles?: (files: File[]) => void;
}) {
  const t = useWords();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const { value, measures } = props;
  const fits = Math.min(
    value.length,
    ...measures.map(({ limit, count }) => fittingLength(value, limit, count)),
  );
  /** Where the cursor stood, as if typed: Ctrl Z takes it back. */
  const insert = (text: string) => {
    const field = area.current;
    if (!field) return;
    // After the list has given the focus back.
    requestAnimationFrame(() => {
      field.focus();
      const { selectionStart, selectionEnd } = field;
      if (!document.execCommand("insertText", false, text))
        props.onChange(value.slice(0, selectionStart) + text + value.slice(selectionEnd));
    });
  };
  return (
    <div className={classes.field}>
      <label htmlFor={id} className="unseen">
        {props.label}
      </label>
      <div className={classes.sheet} style={{ minHeight: `${(props.rows ?? 2) * 24 + 24}px` }}>
        <div className={classes.mirror} aria-hidden="true">
          {stretchesOf(value.slice(0, fits)).map(({ text, kind }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: stretches of a text have nothing but their place
            <span key={index} data-kind={kind}>
              {text}
            </span>
          ))}
          {fits < value.length && <mark>{value.slice(fits)}</mark>}
          {"\u200b"}
        </div>
        <textarea
          ref={area}
          id={id}
          data-pointer={props.pointer}
          // biome-ignore lint/a11y/noAutofocus: whoever opens the composer came to write
          autoFocus={props.hasFocus}
          value={value}
          placeholder={props.placeholder}
          aria-describedby={`${id}-count`}
          aria-invalid={fits < value.length || undefined}
          onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
          onPaste={(event) => {
            const files = [...event.clipboardData.files];
            if (files.length === 0 || !props.onFiles) return;
            event.preventDefault();
            props.onFiles(files);
          }}
        />
      </div>
      <div id={`${id}-count`} className={classes.counters}>
        {measures.map((measure) => (
          <Counter key={measure.network} measure={measure} used={measure.count(value)} />
        ))}
        <EmojiButton onPick={insert} />
      </div>
      <div className="unseen" aria-live="polite">
        {announcement(t, measures, value)}
      </div>
    </div>
  );
}

function Counter({ measure, used }: { measure: Measure; used: number }) {
  const { network, name, limit } = measure;
  const isTooLong = limit !== null && used > limit;
  return (
    <span className={classes.counter} data-too-long={isTooLong || undefined}>
      <NetworkIcon network={network} name={name} size={14} />
      {limit === null ? used : `${used}/${limit}`}
      {limit !== null && (
        <span className={classes.gauge} aria-hidden="true">
          <span style={{ width: `${Math.min(100, (used / limit) * 100)}%` }} />
        </span>
      )}
    </span>
  );
}

const nearCharacters = 20;

/** Said once when the end comes near and once when it is passed, not on every key. */
function announcement(t: ReturnType<typeof useWords>, measures: readonly Measure[], value: string): string {
  const tight = measures
    .flatMap(({ name, limit, count }) => (limit === null ? [] : [{ name, left: limit - count(value) }]))
    .sort((a, b) => a.left - b.left)[0];
  if (!tight || tight.left > nearCharacters) return "";
  return tight.left < 0
    ? t("composer.tooLongFor", { network: tight.name })
    : t(tight.left === 0 ? "composer.full" : "composer.nearlyFull", {
        network: tight.name,
        left: nearCharacters,
      });
}
