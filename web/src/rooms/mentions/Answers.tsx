import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useWords } from "../../messages/language.tsx";
import { Chip } from "../../shared/Chip.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { stateLooks } from "../calendar/states.ts";
import classes from "./mentions.module.css";
import type { Mention } from "./queries.ts";
import { answersQuery, type Given } from "./replying.ts";

/** What was answered from here, and how far each answer has come, as it happens. */
export function Answers({ mention }: { mention: Mention }) {
  const t = useWords();
  const answers = useQuery(answersQuery(mention));
  if (answers.data.length === 0) return null;
  return (
    <section className={classes.answers} aria-label={t("mentions.answers")} aria-live="polite">
      {answers.data.map((answer) => (
        <OneAnswer key={answer.publication} answer={answer} />
      ))}
    </section>
  );
}

function OneAnswer({ answer }: { answer: Given }) {
  const t = useWords();
  const isWaiting = answer.review === "waiting" && answer.state === "scheduled";
  const look = stateLooks[isWaiting ? "approval" : answer.state];
  const at = answer.publishedAt ?? answer.scheduledAt;
  return (
    <div className={classes.answer} data-state={answer.state}>
      <div className={classes.answerHead}>
        <Chip tone={look.tone} icon={look.icon} text={t(look.word)} />
        <span>{t("mentions.answeredBy", { name: answer.by })}</span>
        {at && <Moment at={at} relative />}
      </div>
      <p>{answer.text}</p>
      {answer.error && <p className={classes.why}>{answer.error.message}</p>}
      <div className={classes.answerHead}>
        {answer.url && /^https?:/.test(answer.url) && (
          <Anchor href={answer.url} target="_blank" rel="noopener noreferrer nofollow">
            {t("mentions.seeAnswer")} <Icon name="external-link" size={14} />
          </Anchor>
        )}
        <Link to="/calendar" search={{ post: answer.post }}>
          {t("mentions.openAnswer")}
        </Link>
      </div>
    </div>
  );
}
