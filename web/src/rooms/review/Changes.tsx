import { useWords } from "../../messages/language.tsx";
import type { MessageId } from "../../messages/messages.ts";
import { Icon } from "../../shared/Icon.tsx";
import { Moment } from "../../shared/Moment.tsx";
import type { Connected } from "../composer/measures.ts";
import { contentOf } from "../composer/queries.ts";
import { Difference } from "../composer/Texts.tsx";
import { imageChanges, imagesIn } from "./media-changes.ts";
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
              <Variant before={recordOf(was[id])} after={recordOf(is[id])} />
            )}
          </div>
        ));
    }
    case "media":
      return <ImageChanges before={before} after={after} />;
    default:
      return t("review.otherwise");
  }
}

/** One profile's own words and images, each where it changed. */
function Variant({ before, after }: Record<"before" | "after", Record<string, unknown>>) {
  const t = useWords();
  const isOther = (key: string) => JSON.stringify(before[key] ?? null) !== JSON.stringify(after[key] ?? null);
  return (
    <>
      {isOther("text") && <Difference before={wordsOf(before.text)} after={wordsOf(after.text)} />}
      {isOther("media") && <ImageChanges before={before.media} after={after.media} />}
      {!isOther("text") && !isOther("media") && t("review.otherwise")}
    </>
  );
}

function ImageChanges({ before, after }: { before: unknown; after: unknown }) {
  const t = useWords();
  const changes = imageChanges(imagesIn(before), imagesIn(after));
  if (changes.length === 0) return t("review.imagesReordered");
  return (
    <ul className={classes.imageChanges}>
      {changes.map((change) => (
        <li key={`${change.kind} ${change.image.id}`}>
          <img src={contentOf(change.image.id)} alt={change.image.altText ?? ""} width={48} height={48} />
          <div>
            {t(imageWords[change.kind])}
            {change.kind === "described" && (
              <Difference before={change.before} after={change.image.altText ?? ""} />
            )}
            {change.kind === "added" && change.image.altText && <p dir="auto">{change.image.altText}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}

const imageWords = {
  added: "review.imageAdded",
  removed: "review.imageRemoved",
  described: "review.imageDescribed",
} as const satisfies Record<string, MessageId>;

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
