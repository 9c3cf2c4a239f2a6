import { Link } from "@tanstack/react-router";
import type { Post } from "../api/planning.ts";
import { useWords } from "../messages/language.tsx";
import { Icon } from "./Icon.tsx";
import classes from "./room.module.css";

/** What a post answers, for whoever approves it or looks after it; nothing where it answers none. */
export function ReplyTo({ post }: { post: Post }) {
  const t = useWords();
  const { replyTo } = post;
  if (replyTo === null) return null;
  const author = replyTo.author ?? t("mentions.nobody");
  return (
    <div className={classes.replyTo}>
      <Icon name="arrow-forward-up" size={16} />
      {replyTo.mention === null ? (
        <span>{t("mentions.answersErased")}</span>
      ) : (
        <span>
          <Link to="/mentions" search={{ view: "all", open: replyTo.mention }}>
            {t("mentions.answersWhom", { author })}
          </Link>{" "}
          {t("mentions.quoted", { text: replyTo.text })}
        </span>
      )}
    </div>
  );
}
