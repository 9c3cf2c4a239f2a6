import { ActionIcon, Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useIntl } from "react-intl";
import type { Post } from "../../api/planning.ts";
import { useMay, useSignedIn } from "../../api/session.ts";
import { isLetterFree } from "../../frame/shortcuts.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { useNow } from "../../shared/now.ts";
import { ReplyTo } from "../../shared/ReplyTo.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { draftFrom } from "../composer/draft.ts";
import { useConnected } from "../composer/measures.ts";
import { Changes } from "./Changes.tsx";
import { ClientLink } from "./ClientLink.tsx";
import { Comments } from "./Comments.tsx";
import { PreviewTabs } from "./PreviewTabs.tsx";
import { reviewStateQuery, useDecide, type Verdict } from "./queries.ts";
import classes from "./review.module.css";
import { SendBack } from "./SendBack.tsx";
import type { Seen } from "./seen.ts";

const minuteMilliseconds = 60_000;

/** All that would go out of one post, what changed since somebody approved it, and the decision. */
export function ReviewPane(props: { post: Post; seen: Seen; onBack: () => void; onDecided: () => void }) {
  const t = useWords();
  const toasts = useToasts();
  const navigate = useNavigate();
  const { post, seen } = props;
  const { workspace } = useSignedIn();
  const mayApprove = useMay("approve");
  const mayWrite = useMay("publish");
  const connected = useConnected();
  const state = useQuery(reviewStateQuery(post.id));
  const decide = useDecide();
  const [open, setOpen] = useState<"send-back" | "link" | null>(null);
  const comment = useRef<HTMLTextAreaElement>(null);
  const draft = draftFrom(post, workspace.timeZone);
  const profiles = draft.profiles.flatMap((id) => connected.find((known) => known.id === id) ?? []);
  const [wanted, setWanted] = useState<string | null>(null);
  const shown = profiles.find(({ id }) => id === wanted) ?? profiles[0];
  const unseen = profiles.filter(({ id }) => id !== shown?.id && !seen.of(post).has(id));
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each preview of each version
  useEffect(() => {
    if (shown) seen.note(post, shown.id);
  }, [shown?.id, post.id, post.version]);
  const say = (verdict: Verdict) =>
    decide.mutate(
      { post, ...verdict },
      {
        onSuccess: (after) => {
          const word =
            verdict.verdict === "send-back"
              ? "review.doneSentBack"
              : after.review === "approved"
                ? "review.doneApproved"
                : "review.doneOneMore";
          toasts.done(t(word));
          props.onDecided();
        },
        onError: toasts.failed,
      },
    );
  const canDecide = mayApprove && post.review === "waiting";
  /** Nobody decides on what they have not looked at: until all was, both keys lead on to the rest. */
  const afterAll = (act: () => void) => {
    const [next] = unseen;
    if (!canDecide || decide.isPending) return;
    if (next) setWanted(next.id);
    else act();
  };
  useKeys({
    a: () => afterAll(() => say({ verdict: "approve" })),
    r: () => afterAll(() => setOpen("send-back")),
    c: () => comment.current?.focus(),
  });
  const edit = () =>
    void navigate({ to: ".", search: (search) => ({ ...search, compose: post.id }), resetScroll: false });
  return (
    <section className={classes.pane} aria-label={t("review.whole")}>
      <header className={classes.paneHead}>
        <ActionIcon
          className={classes.back}
          variant="subtle"
          color="gray"
          aria-label={t("review.back")}
          onClick={props.onBack}
        >
          <Icon name="arrow-left" />
        </ActionIcon>
        <div>
          <Leaving post={post} />
          {state.data && state.data.needed > 1 && (
            <p className="third">
              {t("review.approvals", { given: state.data.approvedBy.length, needed: state.data.needed })}
            </p>
          )}
        </div>
        <Group gap="xs" ms="auto">
          {mayWrite && (
            <Button variant="subtle" size="xs" leftSection={<Icon name="pencil" size={16} />} onClick={edit}>
              {t("review.edit")}
            </Button>
          )}
          {mayApprove && (
            <Button
              variant="subtle"
              size="xs"
              leftSection={<Icon name="link" size={16} />}
              onClick={() => setOpen("link")}
            >
              {t("review.clientLink")}
            </Button>
          )}
        </Group>
      </header>
      {state.data && <Changes state={state.data} connected={connected} />}
      <ReplyTo post={post} />
      <PreviewTabs
        draft={draft}
        profiles={profiles}
        shown={shown?.id}
        seen={seen.of(post)}
        onShow={setWanted}
      />
      <Comments post={post.id} field={comment} />
      {state.data && <History state={state.data} />}
      <footer className={classes.decide}>
        {!mayApprove && <p className="muted">{t("review.mayNot")}</p>}
        <p className={classes.toSee} role="status">
          {canDecide && unseen.length > 0 && t("review.toSee", { count: unseen.length })}
        </p>
        {canDecide && unseen.length > 0 && (
          <Button rightSection={<Icon name="arrow-right" />} onClick={() => afterAll(() => undefined)}>
            {t("review.nextPreview")} <span className={classes.key}>(A)</span>
          </Button>
        )}
        {canDecide && unseen.length === 0 && open !== "send-back" && (
          <>
            <Button variant="default" onClick={() => setOpen("send-back")}>
              {t("review.sendBack")} <span className={classes.key}>(R)</span>
            </Button>
            <Button
              loading={decide.isPending}
              leftSection={<Icon name="check" />}
              onClick={() => say({ verdict: "approve" })}
            >
              {t("review.approve")} <span className={classes.key}>(A)</span>
            </Button>
          </>
        )}
        {canDecide && unseen.length === 0 && open === "send-back" && (
          <SendBack
            isBusy={decide.isPending}
            onClose={() => setOpen(null)}
            onSend={(reason) => say({ verdict: "send-back", reason })}
          />
        )}
      </footer>
      {open === "link" && <ClientLink post={post} onClose={() => setOpen(null)} />}
    </section>
  );
}

/** When it leaves, on the clock that was meant. */
function Leaving({ post }: { post: Post }) {
  const t = useWords();
  const { workspace } = useSignedIn();
  const now = useNow(minuteMilliseconds);
  const times = post.publications.flatMap(({ scheduledAt, timeZone }) =>
    scheduledAt ? [{ at: scheduledAt, timeZone: timeZone ?? workspace.timeZone }] : [],
  );
  const [first] = times.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  if (!first) return <h2 className={classes.leaving}>{t("review.noTime")}</h2>;
  return (
    <h2 className={classes.leaving}>
      {t(post.status === "scheduled" ? "review.leaves" : "review.draftFor")}{" "}
      <Moment at={first.at} timeZone={first.timeZone} />{" "}
      <span className="third">({first.timeZone.split("/").at(-1)?.replaceAll("_", " ")})</span>
      <In milliseconds={Date.parse(first.at) - now} />
    </h2>
  );
}

/** "in 4 hours", and in the colour of what should not be left lying where it is less than a day; nothing of the past. */
function In({ milliseconds }: { milliseconds: number }) {
  const intl = useIntl();
  if (milliseconds <= 0) return null;
  const minutes = Math.ceil(milliseconds / minuteMilliseconds);
  const isUrgent = minutes < 24 * 60;
  const said =
    minutes < 60
      ? intl.formatRelativeTime(minutes, "minute")
      : isUrgent
        ? intl.formatRelativeTime(Math.floor(minutes / 60), "hour")
        : intl.formatRelativeTime(Math.floor(minutes / (24 * 60)), "day");
  return (
    <span className={isUrgent ? classes.urgent : classes.in}>
      {isUrgent && <Icon name="flag" size={16} />} {said}
    </span>
  );
}

function History({
  state,
}: {
  state: { history: { verdict: string; by: string; reason: string | null; at: string }[] };
}) {
  const t = useWords();
  if (state.history.length === 0) return null;
  return (
    <section className={classes.history} aria-label={t("review.history")}>
      <h3>{t("review.history")}</h3>
      <ul>
        {state.history.map(({ verdict, by, reason, at }) => (
          <li key={`${at} ${verdict} ${by}`}>
            {t(historyWords[verdict as keyof typeof historyWords], { by })} · <Moment at={at} relative />
            {reason && <blockquote dir="auto">{reason}</blockquote>}
          </li>
        ))}
      </ul>
    </section>
  );
}

const historyWords = {
  submitted: "review.wasSubmitted",
  approved: "review.wasApproved",
  sentBack: "review.wasSentBack",
  dropped: "review.wasDropped",
} as const;

function useKeys(keys: Readonly<Record<string, () => unknown>>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isLetterFree(event)) return;
      const act = latest.current[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
