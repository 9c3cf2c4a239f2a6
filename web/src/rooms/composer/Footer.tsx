import { ActionIcon, Button, Menu } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type RefObject, useRef, useState } from "react";
import { useIntl } from "react-intl";
import type { Item } from "../../api/bodies.ts";
import { api, ask } from "../../api/client.ts";
import { type Post, planningQuery } from "../../api/planning.ts";
import { useMay, useSignedIn } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import { Confirm } from "../../shared/confirm.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { writtenTime } from "../../shared/local-times.ts";
import { useToasts } from "../../shared/toast.tsx";
import { holdsQuery } from "../holds/queries.ts";
import classes from "./composer.module.css";
import { type Draft, isWorthKeeping, type NewPost, type When, writtenOf } from "./draft.ts";
import type { Connected } from "./Editor.tsx";
import { keepLastProfiles } from "./kept.ts";
import type { Check } from "./queries.ts";
import type { useSaving } from "./saving.ts";
import type { Times } from "./times.ts";

type Act = "schedule" | "submit";

/** What the primary button does, and handing in for approval, whether or not anybody asks for it. */
export type Acts = Readonly<Record<"primary" | "submit", () => void>>;

/** What is done with it. The button names the act and how many publications come of it. */
export function Footer(props: {
  draft: Draft;
  chosen: readonly Connected[];
  times: Times;
  saving: ReturnType<typeof useSaving>;
  /** As it was when it was opened; null: a new one. */
  stored: Post | null;
  firstFault: Check["errors"][number] | null;
  onFault: (pointer: string, profile: string | undefined) => void;
  onDone: () => void;
  /** Filled with what its buttons do, for keys pressed anywhere in the composer. */
  acts: RefObject<Acts | null>;
}) {
  const t = useWords();
  const intl = useIntl();
  const toasts = useToasts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { workspace } = useSignedIn();
  const mayPublish = useMay("publish");
  const planning = useQuery(planningQuery);
  /** From the press to the answer: a second press in the same moment is the same press. */
  const isUnderWay = useRef(false);
  const [isAsking, setAsking] = useState<"now" | "discard" | null>(null);
  const { draft, chosen, saving, stored } = props;
  const { when } = props.times;
  const stopped = useStopped(chosen);
  const count = chosen.length;
  const needsApproval = chosen.some(
    ({ approvalsRequired }) => (approvalsRequired ?? planning.data?.approvalsRequired ?? 0) > 0,
  );
  const isScheduled = stored?.status === "scheduled";
  const isSentBack = stored?.review === "sentBack";

  const finish = useMutation({
    mutationFn: ({ act, at }: { act: Act; at: When }) =>
      saving.commit((send, known) =>
        carryOut({ send, known, draft, at, act, wasSubmitted: isScheduled && !isSentBack }),
      ),
    onSuccess: (post, { act, at }) => {
      keepLastProfiles(workspace.id, draft.profiles);
      void client.invalidateQueries({ queryKey: ["posts"] });
      void client.invalidateQueries({ queryKey: ["calendar"] });
      const isWaiting = act === "submit" || post.review === "waiting";
      const said = isWaiting
        ? "composer.submitted"
        : at.kind === "now"
          ? "composer.leaving"
          : "composer.scheduled";
      toasts.done(t(said, { count }), {
        label: t("composer.see"),
        run: () => void navigate({ to: isWaiting ? "/review" : "/calendar" }),
      });
      props.onDone();
    },
    onError: (error) => {
      void saving.fail(error);
      toasts.failed(error);
    },
  });
  const discard = useMutation({
    mutationFn: saving.discard,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["posts"] });
      void client.invalidateQueries({ queryKey: ["calendar"] });
      props.onDone();
    },
    onError: toasts.failed,
  });

  /** Pressed too early, the button leads to what is missing. */
  const start = (act: Act, at: When) => {
    if (count === 0) return props.onFault("/profiles", undefined);
    if (!isWorthKeeping(draft)) return props.onFault("/text", undefined);
    if (props.firstFault) return props.onFault(props.firstFault.pointer, props.firstFault.profile);
    if (at.kind === "now" && !needsApproval && isAsking !== "now") return setAsking("now");
    setAsking(null);
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    finish.mutate(
      { act, at },
      {
        onSettled: () => {
          isUnderWay.current = false;
        },
      },
    );
  };
  const primary = () => start(needsApproval ? "submit" : "schedule", when);
  props.acts.current = mayPublish
    ? { primary, submit: isScheduled ? primary : () => start("submit", when) }
    : null;
  if (!mayPublish) return <p className={classes.footer}>{t("composer.mayNot")}</p>;
  return (
    <footer className={classes.footer}>
      {stored?.review === "approved" && <p className={classes.caution}>{t("composer.dropsApproval")}</p>}
      {isScheduled && !isSentBack && stored.review !== "approved" && (
        <p className={classes.hint}>{t("composer.editsScheduled")}</p>
      )}
      {stopped.length > 0 && (
        <p id={stoppedId} className={`${classes.caution} ${classes.withIcon}`}>
          <Icon name="hand-stop" size={16} />
          {t("composer.willBeHeld", {
            count: stopped.length,
            names: intl.formatList(stopped.map(({ profile }) => profile.label)),
            reason: stopped[0]?.reason ?? "",
          })}
        </p>
      )}
      <div className={classes.acts}>
        {(stored === null || stored.status === "draft") && isWorthKeeping(draft) && (
          <Button variant="subtle" color="gray" px="xs" onClick={() => setAsking("discard")}>
            {t("composer.discard")}
          </Button>
        )}
        <Button
          data-primary
          aria-describedby={stopped.length > 0 ? stoppedId : undefined}
          ms="auto"
          loading={finish.isPending}
          leftSection={<Icon name={needsApproval ? "eye-check" : when.kind === "now" ? "send" : "clock"} />}
          onClick={primary}
        >
          {isScheduled && !isSentBack
            ? t("composer.saveScheduled", { count })
            : needsApproval
              ? t("composer.submit", { count })
              : t(when.kind === "now" ? "composer.publishNow" : "composer.schedule", { count })}
        </Button>
        <Menu position="top-end">
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={t("composer.moreActs")}>
              <Icon name="chevron-up" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {!needsApproval && !isScheduled && (
              <Menu.Item leftSection={<Icon name="eye-check" />} onClick={() => start("submit", when)}>
                {t("composer.submit", { count })}
              </Menu.Item>
            )}
            <Menu.Item leftSection={<Icon name="send" />} onClick={() => start("schedule", { kind: "now" })}>
              {t("composer.publishNow", { count })}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <Confirm
        isOpen={isAsking === "now"}
        title={t("composer.nowTitle")}
        text={t("composer.nowText", { names: chosen.map(({ label }) => label).join(", ") })}
        act={t("composer.nowAct", { count })}
        isBusy={finish.isPending}
        onClose={() => setAsking(null)}
        onConfirm={() => start("schedule", { kind: "now" })}
      />
      <Confirm
        isOpen={isAsking === "discard"}
        title={t("composer.discardTitle")}
        text={t("composer.discardText")}
        act={t("composer.discard")}
        isBusy={discard.isPending}
        onClose={() => setAsking(null)}
        onConfirm={() => discard.mutate()}
      />
    </footer>
  );
}

const stoppedId = "composer-will-be-held";

/** The profiles whose publications a hold in force would keep back, each with why. */
function useStopped(chosen: readonly Connected[]): { profile: Connected; reason: string }[] {
  const holds = useQuery(holdsQuery);
  const inForce = holds.data?.items ?? [];
  return chosen.flatMap((profile) => {
    const hold = inForce.find((one) => covers(one, profile));
    return hold ? [{ profile, reason: hold.reason }] : [];
  });
}

function covers(hold: Item<"/api/v1/holds">, profile: Connected): boolean {
  switch (hold.scope) {
    case "workspace":
      return true;
    case "profile":
      return hold.profile === profile.id;
    case "brand":
      return hold.brand !== null && hold.brand === profile.brand;
  }
}

/** What is told to the server, in an order in which nothing can slip out unseen by those who approve. */
async function carryOut(input: {
  send: (body: Partial<NewPost>) => Promise<Post>;
  /** As it is on the server already; null: it is not there yet. */
  known: { id: string; version: number } | null;
  draft: Draft;
  at: When;
  act: Act;
  /** It is waiting already: a change goes to those who approve by itself. */
  wasSubmitted: boolean;
}): Promise<Post> {
  const { send, known, draft, at, act, wasSubmitted } = input;
  const written = writtenOf(draft);
  const timed: Partial<NewPost> = { ...written, status: "scheduled", ...timeOf(at) };
  if (draft.rule && at.kind === "at") {
    const replaces = known ? { replaces: { post: known.id, version: known.version } } : {};
    const body = { ...timed, recurrence: { rule: draft.rule, ...replaces } } as NewPost;
    return ask(api.POST("/api/v1/posts", { body }));
  }
  if (act === "schedule" || wasSubmitted) return send(timed);
  const { id, review } = await send({ ...written, status: "draft" });
  if (review === "none" || review === "sentBack")
    await ask(api.POST("/api/v1/posts/{id}/submit", { params: { path: { id } } }));
  return send(timed);
}

function timeOf(when: When): Pick<NewPost, "scheduledAt" | "queue"> {
  switch (when.kind) {
    case "slot":
      return { queue: true };
    case "at":
      return { scheduledAt: writtenTime(when) };
    case "now":
      return { scheduledAt: new Date().toISOString() };
  }
}
