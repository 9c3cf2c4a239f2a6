import { useWords } from "../../messages/language.tsx";
import type { MessageId } from "../../messages/messages.ts";
import { Icon } from "../../shared/Icon.tsx";
import { Moment } from "../../shared/Moment.tsx";
import type { Connected } from "../composer/measures.ts";
import { Difference } from "../composer/Texts.tsx";
import type { ReviewState } from "./queries.ts";
import classes from "./review.module.css";

/** What is different from what somebody decided on last: words, images, time, profiles, each by itself. */
export function Changes({ state, connected }: { state: ReviewState; connected: readonly Connected[] }) {
  const t = useWords();
  const { changes, comparedWith } = state;
  if (!comparedWith || changes.length === 0) return null;
  return (
    <section className={classes.changes} aria-label={t("review.changed")}>
      <h3>
        <Icon name="git-compare" /> {t("review.changedSince", { by: comparedWith.by })}{" "}
        <Moment at={comparedWith.at} relative />
      </h3>
      <dl>
        {changes.map((change) => (
          <div key={change.field}>
            <dt>{t(fieldWords[change.field] ?? "review.field.options")}</dt>
            <dd>
              <Changed {...change} connected={connected} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const fieldWords: Readonly<Record<string, MessageId>> = {
  text: "review.field.text",
  thread: "review.field.thread",
  firstComment: "review.field.firstComment",
  media: "review.field.media",
  variants: "review.field.variants",
  times: "review.field.times",
  campaign: "review.field.campaign",
};

function Changed(props: {
  field: string;
  before?: unknown;
  after?: unknown;
  connected: readonly Connected[];
}) {
  const t = useWords();
  const { field, before, after, connected } = props;
  switch (field) {
    case "text":
    case "thread":
    case "firstComment":
      return <Difference before={wordsOf(before)} after={wordsOf(after)} />;
    case "times":
    case "variants": {
      const was = recordOf(before);
      const is = recordOf(after);
      const ids = [...new Set([...Object.keys(was), ...Object.keys(is)])];
      return ids
        .filter((id) => JSON.stringify(was[id]) !== JSON.stringify(is[id]))
        .map((id) => (
          <div key={id}>
            <b>{connected.find((profile) => profile.id === id)?.label ?? t("review.otherProfile")}</b>{" "}
            {field === "times" ? (
              <>
                <Time value={was[id]} /> → <Time value={is[id]} />
              </>
            ) : (
              <Difference before={wordsOf(recordOf(was[id]).text)} after={wordsOf(recordOf(is[id]).text)} />
            )}
          </div>
        ));
    }
    case "media": {
      const count = (value: unknown) => (Array.isArray(value) ? value.length : 0);
      return t("review.imagesChanged", { before: count(before), after: count(after) });
    }
    default:
      return t("review.otherwise");
  }
}

function Time({ value }: { value: unknown }) {
  const t = useWords();
  return typeof value === "string" ? <Moment at={value} /> : t("review.noTime");
}

function wordsOf(value: unknown): string {
  return Array.isArray(value) ? value.join("\n\n") : typeof value === "string" ? value : "";
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
