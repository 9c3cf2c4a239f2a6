import { Anchor, Button, Checkbox, Kbd, NativeSelect, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { addressed } from "../../../../src/publishing/address.ts";
import { faultsByField, Problem } from "../../api/problem.ts";
import { commandKey } from "../../frame/TopBar.tsx";
import { useWords } from "../../messages/language.tsx";
import { FormFaults } from "../../shared/form.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { type LocalTime, writtenTime } from "../../shared/local-times.ts";
import { Read } from "../../shared/Read.tsx";
import { sentenceOf } from "../../shared/toast.tsx";
import { keepPreference, keptPreference } from "../../theme/preferences.ts";
import { useUpload } from "../composer/uploading.ts";
import classes from "./mentions.module.css";
import type { Mention } from "./queries.ts";
import { type Answering, answeringQuery, keepReply, keptReply, useCount, useReply } from "./replying.ts";

const ReplyExtras = lazy(() => import("./ReplyExtras.tsx"));

interface Replying {
  mention: Mention;
  /** Where it can be answered otherwise. */
  source: string | null;
  /** Null: who answers may not sort mentions out. */
  onDone: (() => void) | null;
  onClose: () => void;
}

/** An answer written in place, beside what it answers. What is not sent is kept. */
export function ReplyBox(props: Replying) {
  const t = useWords();
  const answering = useQuery(answeringQuery(props.mention.id));
  return (
    <section className={classes.reply} aria-label={t("mentions.reply")}>
      <Read query={answering} what="mentions.replyWhat">
        {(found) =>
          found.problem ? <Unable {...props} found={found} /> : <Writing {...props} found={found} />
        }
      </Read>
    </section>
  );
}

function Unable({ found, source, onClose }: Replying & { found: Answering }) {
  const t = useWords();
  return (
    <>
      <p role="status">{sentence(found.problem?.message ?? "")}</p>
      <div className={classes.replyActs}>
        {source && (
          <Anchor href={source} target="_blank" rel="noopener noreferrer nofollow">
            {t("mentions.openSource")} <Icon name="external-link" size={14} />
          </Anchor>
        )}
        <Button size="xs" variant="default" onClick={onClose}>
          {t("common.close")}
        </Button>
      </div>
    </>
  );
}

function Writing({ mention, found, onDone, onClose }: Replying & { found: Answering }) {
  const t = useWords();
  const send = useReply(mention.id);
  const count = useCount(mention.network);
  const [text, setText] = useState(() => keptReply(mention.id));
  const [chosen, setChosen] = useState(found.profiles[0]?.id ?? "");
  const [media, setMedia] = useState<string[]>([]);
  const upload = useUpload((id) => setMedia((before) => [...before, id]));
  const [at, setAt] = useState<LocalTime | null>(null);
  const [marksDone, setMarksDone] = useState(keptPreference("reply-done") !== "off");
  const [faults, setFaults] = useState<{ text: string | null; rest: readonly string[] }>(noFaults);
  const profile = found.profiles.find(({ id }) => id === chosen) ?? found.profiles[0];
  if (!profile) return null;
  const limit = profile.maxCharacters;
  const used = text.trim() === "" ? 0 : count(addressed(text, found.address));
  const isTooLong = limit !== null && used > limit;
  const mayGo =
    (used > 0 || media.length > 0) && !isTooLong && upload.sending.length === 0 && !send.isPending;

  const write = (next: string) => {
    setText(next);
    setFaults(noFaults);
    keepReply(mention.id, next);
  };
  const go = () => {
    if (!mayGo) return;
    send.mutate(
      {
        profile: profile.id,
        text,
        media,
        ...(at ? { scheduledAt: writtenTime(at) } : {}),
      },
      {
        onSuccess: () => {
          keepReply(mention.id, "");
          if (marksDone) onDone?.();
          onClose();
        },
        onError: (error) => setFaults(faultsOf(error, t)),
      },
    );
  };
  return (
    <form
      className={classes.replyForm}
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <FormFaults texts={faults.rest} />
      <div className={classes.replyHead}>
        {found.profiles.length > 1 ? (
          <NativeSelect
            size="xs"
            label={t("mentions.reply.from")}
            value={profile.id}
            data={found.profiles.map(({ id, name, handle }) => ({ value: id, label: `${name} (${handle})` }))}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          />
        ) : (
          <span>{t("mentions.reply.as", { profile: profile.name })}</span>
        )}
        {found.address && <span>{t("mentions.reply.address", { address: found.address })}</span>}
      </div>
      <Textarea
        label={t("mentions.reply.text")}
        autosize
        minRows={2}
        maxRows={8}
        autoFocus
        value={text}
        error={faults.text ?? undefined}
        onChange={({ currentTarget }) => write(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onClose();
          else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) go();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <p className={classes.replyCount} data-too-long={isTooLong || undefined}>
        {limit === null ? t("mentions.reply.count", { used }) : t("mentions.reply.countOf", { used, limit })}
      </p>
      <Suspense>
        <ReplyExtras
          takesImages={mention.network !== "wordpress"}
          media={media}
          onMedia={setMedia}
          upload={upload}
          at={at}
          onAt={setAt}
        />
      </Suspense>
      {mention.network === "x" && <p className={classes.facts}>{t("mentions.reply.xRule")}</p>}
      {profile.needsApproval && <p className={classes.facts}>{t("mentions.reply.needsApproval")}</p>}
      <div className={classes.replyActs}>
        <Button type="submit" size="xs" loading={send.isPending} disabled={!mayGo && !send.isPending}>
          {t(
            profile.needsApproval
              ? "mentions.reply.submit"
              : at
                ? "mentions.reply.schedule"
                : "mentions.reply.now",
          )}
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          {t("mentions.reply.leave")}
        </Button>
        <span className={classes.replyKeys}>
          <Kbd size="xs">{commandKey}</Kbd> <Kbd size="xs">{t("mentions.reply.enter")}</Kbd>
        </span>
        {onDone && (
          <Checkbox
            size="xs"
            label={t("mentions.reply.marksDone")}
            checked={marksDone}
            onChange={({ currentTarget }) => {
              setMarksDone(currentTarget.checked);
              keepPreference("reply-done", currentTarget.checked ? "on" : "off");
            }}
          />
        )}
      </div>
    </form>
  );
}

const noFaults = { text: null, rest: [] };

function faultsOf(error: unknown, t: ReturnType<typeof useWords>) {
  if (!(error instanceof Problem) || error.status === 0 || error.status >= 500)
    return { text: null, rest: [sentenceOf(error, t("common.unreachable"), t("common.broken"))] };
  const { fields, rest } = faultsByField(error, (name) => name === "text");
  return { text: fields.text ?? null, rest };
}

/** The API's sentences begin small, as parts of others. */
function sentence(text: string): string {
  return `${text.slice(0, 1).toLocaleUpperCase()}${text.slice(1)}.`;
}
