import { Button } from "@mantine/core";
import { useState } from "react";
import type { Post } from "../../api/planning.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { sentenceOf, useToasts } from "../../shared/toast.tsx";
import { useDecide } from "./queries.ts";
import classes from "./review.module.css";

/** Approves what was picked, one after the other, each at the version that was looked at; names each that was refused. */
export function BulkApproval({
  posts,
  onDone,
}: {
  posts: readonly Post[];
  /** @param left what was refused */
  onDone: (left: readonly Post[]) => void;
}) {
  const t = useWords();
  const toasts = useToasts();
  const decide = useDecide();
  const [progress, setProgress] = useState<{ done: number; of: number } | null>(null);
  const [refused, setRefused] = useState<readonly { post: Post; why: string }[]>([]);
  const approveAll = async () => {
    const kept: { post: Post; why: string }[] = [];
    for (const [done, post] of posts.entries()) {
      setProgress({ done, of: posts.length });
      await decide
        .mutateAsync({ post, verdict: "approve" })
        .catch((error: unknown) =>
          kept.push({ post, why: sentenceOf(error, t("common.unreachable"), t("common.broken")) }),
        );
    }
    setProgress(null);
    setRefused(kept);
    const count = posts.length - kept.length;
    if (count > 0) toasts.done(t("review.bulkDone", { count }));
    onDone(kept.map(({ post }) => post));
  };
  if (posts.length === 0 && refused.length === 0 && !progress) return null;
  return (
    <div className={classes.bulk}>
      {refused.length > 0 && (
        <div role="alert">
          {t("review.bulkRefused", { count: refused.length })}
          <ul>
            {refused.map(({ post, why }) => (
              <li key={post.id}>
                <b dir="auto">{post.text.slice(0, 60) || t("review.noText")}</b> {why}
              </li>
            ))}
          </ul>
        </div>
      )}
      {(posts.length > 0 || progress) && (
        <Button
          fullWidth
          disabled={progress !== null}
          leftSection={<Icon name="check" />}
          onClick={() => void approveAll()}
        >
          {progress
            ? t("review.bulkProgress", { done: progress.done, count: progress.of })
            : t("review.bulkApprove", { count: posts.length })}
        </Button>
      )}
    </div>
  );
}
