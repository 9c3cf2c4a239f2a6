import "@mantine/dates/styles.css";
import { TimePicker } from "@mantine/dates";
import { useState } from "react";
import { useLanguage, useWords } from "../messages/language.tsx";

/**
 * A time of day with 24 or 12 hours as the person likes them, whatever the browser's own language. What is typed counts as
 * soon as it is whole; what is left unfinished goes back to what was there.
 */
export function ClockField(props: {
  label: string;
  /** "09:05" */
  value: string;
  onChange: (value: string) => void;
  size?: "xs" | "sm";
  className?: string;
  width?: number;
  autoFocus?: boolean;
  onEnter?: () => void;
  ref?: React.Ref<HTMLInputElement>;
}) {
  const { value, onChange } = props;
  const t = useWords();
  const { hours } = useLanguage();
  const [isWhole, setWhole] = useState(true);
  const [left, setLeft] = useState(0);
  return (
    <TimePicker
      // The picker keeps what is typed to itself: left or told otherwise, it begins anew.
      key={`${hours} ${left}`}
      label={props.label}
      size={props.size}
      w={props.width}
      className={props.className}
      format={hours === "12" ? "12h" : "24h"}
      hoursInputLabel={`${props.label}, ${t("time.hours")}`}
      minutesInputLabel={`${props.label}, ${t("time.minutes")}`}
      amPmInputLabel={`${props.label}, ${t("time.amPm")}`}
      hoursRef={props.ref}
      hoursInputProps={{ "data-autofocus": props.autoFocus }}
      error={!isWhole}
      value={value}
      onChange={(next) => {
        setWhole(next !== "");
        if (next !== "") onChange(next.slice(0, 5));
      }}
      onBlur={() => {
        setWhole(true);
        setLeft((times) => times + 1);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        if (!isWhole || props.onEnter) event.preventDefault();
        if (!isWhole) event.stopPropagation();
        else props.onEnter?.();
      }}
    />
  );
}
