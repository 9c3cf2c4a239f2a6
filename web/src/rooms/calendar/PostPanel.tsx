import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Post, postQuery } from "../../api/planning.ts";
import { useMay } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import type { MessageId } from "../../messages/messages.ts";
import { Chip } from "../../shared/Chip.tsx";
import { Confirm } from "../../shared/confirm.tsx";
import { Icon } from "../../shared/Icon.tsx";
import type { IconName } from "../../shared/icon-paths.ts";
import { Moment } from "../../shared/Moment.tsx";
import { Read } from "../../shared/Read.tsx";
import { ReplyTo } from "../../shared/ReplyTo.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { movableOf } from "./cards.ts";
import { useDesk } from "./desk.ts";
import type { Load } from "./moving.tsx";
import { loadOfPost } from "./moving.tsx";
import { Panel } from "./Panel.tsx";
import { PublicationBox } from "./PublicationBox.tsx";
import classes from "./panel.module.css";
import { useDeed } from "./queries.ts";

/** Where one can go from here. */
interface Ways {
  onClose: () => void;
  onEdit: (id: string) => void;
  onMove: (load: Load) => void;
  onOpen: (id: string) => void;
}

/** A post with all its publications: how they stand, what was tried, and what can be done. */
export function PostPanel(props: Ways & { id: string }) {
  const t = useWords();
  const post = useQuery(postQuery(props.id));
  return (
    <Panel title={t("calendar.post")} onClose={props.onClose}>
      <Read query={post} what="calendar.whatPost">
        {(data) => <PostBody {...props} post={data} />}
      </Read>
    </Panel>
  );
}

function PostBody(props: Ways & { post: Post }) {
  const { post } = props;
  const t = useWords();
  return (
    <div className={classes.body}>
      {post.review === "waiting" && (
        <div>
          <Chip tone="state-approval" icon="eye-check" text={t("calendar.state.approval")} />
        </div>
      )}
      <ReplyTo post={post} />
      <p className={classes.text} lang={post.language ?? undefined}>
        {post.text || t("calendar.noText")}
      </p>
      {post.thread.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a thread have nothing but their place
        <p key={index} className={classes.why}>
          {part}
        </p>
      ))}
      <Acts {...props} />
      <ul className={classes.publications}>
        {post.publications.map((publication) => (
          <PublicationBox
            key={publication.id}
            publication={publication}
            text={post.variants[publication.profile]?.text ?? null}
            mayBeCounted={post.campaign !== null}
          />
        ))}
      </ul>
      <div className={classes.foot}>
        {t("calendar.writtenBy", { name: post.createdBy })} · <Moment at={post.createdAt} />
      </div>
    </div>
  );
}

type Asked = "publish-now" | "cancel" | "remove";
const questions = {
  "publish-now": ["calendar.publishNowTitle", "calendar.publishNowText", "calendar.publishNowAct"],
  cancel: ["calendar.cancelTitle", "calendar.cancelText", "calendar.cancelAct"],
  remove: ["calendar.removeTitle", "calendar.removeText", "calendar.removeAct"],
} as const satisfies Record<Asked, readonly [MessageId, MessageId, MessageId]>;

function Acts(props: Ways & { post: Post }) {
  const { post } = props;
  const t = useWords();
  const toasts = useToasts();
  const desk = useDesk();
  const mayPublish = useMay("publish");
  const deed = useDeed();
  const [asked, setAsked] = useState<Asked | null>(null);
  if (!mayPublish) return <div className={classes.foot}>{t("calendar.notAllowed")}</div>;
  const movable = movableOf(post.publications);
  const cancellable = post.publications.filter(({ state }) =>
    ["draft", "scheduled", "missed", "held"].includes(state),
  );
  const isUntried = post.publications.every(({ state }) => state === "draft" || state === "cancelled");
  const isDraft = post.status === "draft" && isUntried;
  const count = asked === "publish-now" ? movable.length : cancellable.length;
  const words = asked && questions[asked];
  const act = (kind: Asked | "duplicate" | "submit", said: MessageId) =>
    deed.mutate(
      { kind, post: post.id },
      {
        onError: toasts.failed,
        onSuccess: (made) => {
          const copy = kind === "duplicate" ? (made as { id: string }).id : null;
          if (copy) toasts.done(t(said), { label: t("calendar.open"), run: () => props.onOpen(copy) });
          else toasts.done(t(said));
          if (kind === "remove") props.onClose();
        },
        onSettled: () => setAsked(null),
      },
    );
  return (
    <div className={classes.acts}>
      {movable.length > 0 && (
        <>
          <Act icon="pencil" text={t("calendar.edit")} isMain onClick={() => props.onEdit(post.id)} />
          <Act
            icon="clock"
            text={t("calendar.move")}
            onClick={() => props.onMove(loadOfPost(post, desk.zone))}
          />
          <Act icon="send" text={t("calendar.publishNow")} onClick={() => setAsked("publish-now")} />
        </>
      )}
      {isDraft && post.review !== "waiting" && (
        <Act
          icon="eye-check"
          text={t("calendar.submit")}
          onClick={() => act("submit", "calendar.submitted")}
        />
      )}
      <Act
        icon="copy"
        text={t("calendar.duplicate")}
        isBusy={deed.isPending && deed.variables?.kind === "duplicate"}
        onClick={() => act("duplicate", "calendar.duplicated")}
      />
      {isDraft && <Act icon="trash" text={t("calendar.remove")} onClick={() => setAsked("remove")} />}
      {!isDraft && cancellable.length > 0 && (
        <Act icon="ban" text={t("calendar.cancel")} onClick={() => setAsked("cancel")} />
      )}
      <Confirm
        isOpen={asked !== null}
        title={words ? t(words[0]) : ""}
        text={words ? t(words[1], { count }) : ""}
        act={words ? t(words[2], { count }) : ""}
        isBusy={deed.isPending}
        onClose={() => setAsked(null)}
        onConfirm={() => {
          if (asked === "publish-now") act(asked, "calendar.sending");
          if (asked === "cancel") act(asked, "calendar.cancelled");
          if (asked === "remove") act(asked, "calendar.removed");
        }}
      />
    </div>
  );
}

function Act(props: {
  icon: IconName;
  text: string;
  isMain?: boolean;
  isBusy?: boolean;
  onClick: () => void;
}) {
  return (
    <Button
      size="compact-md"
      variant={props.isMain ? "filled" : "default"}
      loading={props.isBusy}
      onClick={props.onClick}
      leftSection={<Icon name={props.icon} size={16} />}
    >
      {props.text}
    </Button>
  );
}
