import { Button, Checkbox, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type RefObject, useState } from "react";
import { useMay } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { commentsQuery, useComment } from "./queries.ts";
import classes from "./review.module.css";

/** What was said about a post. What a client sees of it is marked, and never the rest. */
export function Comments({ post, field }: { post: string; field: RefObject<HTMLTextAreaElement | null> }) {
  const t = useWords();
  const toasts = useToasts();
  const mayWrite = useMay("publish");
  const comments = useQuery(commentsQuery(post));
  const add = useComment(post);
  const [text, setText] = useState("");
  const [forClient, setForClient] = useState(false);
  const items = comments.data?.items ?? [];
  const send = () => {
    if (text.trim() === "") return;
    add.mutate({ text: text.trim(), forClient }, { onSuccess: () => setText(""), onError: toasts.failed });
  };
  return (
    <section className={classes.comments} aria-label={t("review.comments", { count: items.length })}>
      <h3>{t("review.comments", { count: items.length })}</h3>
      <ul>
        {items.map((comment) => (
          <li key={comment.id}>
            <b>{comment.by}</b> <Moment at={comment.at} relative />
            <span className={classes.seenBy}>
              {t(comment.forClient ? "review.seenByClient" : "review.internal")}
            </span>
            <p dir="auto">{comment.text}</p>
          </li>
        ))}
      </ul>
      {mayWrite && (
        <>
          <Textarea
            ref={field}
            label={t("review.newComment")}
            autosize
            minRows={1}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
            }}
          />
          <div className={classes.commentActs}>
            <Checkbox
              size="xs"
              label={t("review.showToClient")}
              checked={forClient}
              onChange={({ currentTarget }) => setForClient(currentTarget.checked)}
            />
            <Button size="xs" variant="default" loading={add.isPending} onClick={send}>
              {t("review.comment")}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
