import { Button, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { useLanguage, useWords } from "../messages/language.tsx";
import classes from "./entry.module.css";

/** A page before the frame: the mark, one card, what may stand beside it, and the other language. */
export function EntryPage(props: { title: string; lead?: string; beside?: ReactNode; children: ReactNode }) {
  const { title, lead, beside, children } = props;
  const t = useWords();
  const { language, setLanguage } = useLanguage();
  const other = language === "fr" ? "en" : "fr";
  useEffect(() => {
    document.title = `${title} · Vigie`;
  }, [title]);
  return (
    <main className={classes.page}>
      <div className={classes.brand}>
        <img src="/favicon.svg" alt="" width={36} height={36} />
        Vigie
      </div>
      <div className={classes.card}>
        <Title order={1} size="h2" mb="sm">
          {title}
        </Title>
        {lead && (
          <Text size="sm" mb="md" className="muted">
            {lead}
          </Text>
        )}
        {children}
      </div>
      {beside}
      <Button variant="subtle" size="compact-sm" lang={other} onClick={() => setLanguage(other)}>
        {t("frame.otherLanguage")}
      </Button>
    </main>
  );
}
