import "@mantine/dates/styles.css";
import "dayjs/locale/fr";
import { DateInput, type DateInputProps } from "@mantine/dates";
import { useState } from "react";
import { useLanguage, useWords } from "../messages/language.tsx";
import { dayFrom } from "./local-times.ts";

/** A day, typed or chosen; "2026-11-22". Escape closes the list of days alone, not the dialog it is in. */
export function DayField(props: DateInputProps) {
  const t = useWords();
  const { language } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  return (
    <DateInput
      locale={language}
      dateParser={dayFrom}
      data-mantine-stop-propagation={isOpen}
      popoverProps={{ onOpen: () => setOpen(true), onClose: () => setOpen(false) }}
      ariaLabels={{
        previousMonth: t("time.previousMonth"),
        nextMonth: t("time.nextMonth"),
        previousYear: t("time.previousYear"),
        nextYear: t("time.nextYear"),
        previousDecade: t("time.previousDecade"),
        nextDecade: t("time.nextDecade"),
      }}
      {...props}
    />
  );
}
