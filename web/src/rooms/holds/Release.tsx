import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useIntl } from "react-intl";
import { Problem } from "../../api/problem.ts";
import { useMay, useSignedIn } from "../../api/session.ts";
import { profilesQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { FormFaults } from "../../shared/form.tsx";
import { NetworkIcon } from "../../shared/Icon.tsx";
import { soon } from "../../shared/local-times.ts";
import { Moment } from "../../shared/Moment.tsx";
import { Read } from "../../shared/Read.tsx";
import { Card, Room } from "../../shared/Room.tsx";
import { sentenceOf, useToasts } from "../../shared/toast.tsx";
import {
  type Action,
  actionsFor,
  countsOf,
  decisionsFrom,
  type ForAll,
  type Held,
  type Said,
  saidOf,
} from "./decisions.ts";
import classes from "./holds.module.css";
import { OutcomeLine, Outlook } from "./Outlook.tsx";
import { type HoldDetail, holdQuery, type Outcome, previewQuery, useLiftHold } from "./queries.ts";

const LocalTimeField = lazy(() => import("../../shared/LocalTimeField.tsx"));

/** Lets a held queue go on, with a word on each publication that passed its time. */
function Release() {
  const t = useWords();
  const { hold: id } = releaseLazyRoute.useParams();
  const hold = useQuery(holdQuery(id));
  return (
    <Room title={t("holds.releaseTitle")}>
      <Read query={hold} what="alerts.whatHold">
        {(found) => (found.liftedAt ? <Lifted hold={found} /> : <Decide hold={found} />)}
      </Read>
    </Room>
  );
}

export const releaseLazyRoute = createLazyRoute("/frame/holds/$hold")({ component: Release });

function Lifted({ hold }: { hold: HoldDetail }) {
  const t = useWords();
  const intl = useIntl();
  const at = intl.formatDate(hold.liftedAt ?? "", { dateStyle: "medium", timeStyle: "short" });
  return (
    <Card>
      <Empty icon="circle-check" text={t("holds.liftedAlready", { name: hold.liftedBy ?? "", at })} />
    </Card>
  );
}

function Decide({ hold }: { hold: HoldDetail }) {
  const t = useWords();
  const intl = useIntl();
  const toasts = useToasts();
  const navigate = useNavigate();
  const mayHold = useMay("hold");
  const { timeZone } = useSignedIn().workspace;
  const lift = useLiftHold();
  const [said, setSaid] = useState<Record<string, Said>>({});
  const [forPassed, setForPassed] = useState<ForAll>("next-slot");
  const { publications } = hold;
  const passed = publications.filter((one) => one.passed);
  const future = publications.filter((one) => !one.passed);
  const say = (id: string, next: Said) => setSaid((before) => ({ ...before, [id]: next }));
  // Once it is lifted, there is nothing to look ahead to; what was seen last stays until the page goes.
  const isLifting = lift.isPending || lift.isSuccess;
  const preview = useQuery(
    previewQuery(
      hold.id,
      mayHold && publications.length > 0 && !isLifting ? decisionsFrom(publications, said, forPassed) : null,
    ),
  );
  const outcomes = preview.error ? [] : (preview.data?.items ?? []);
  const parts = intl.formatList(
    countsOf(publications, said, forPassed).map(({ part, count }) => t(`holds.part.${part}`, { count })),
    { type: "unit" },
  );
  const rowsOf = (held: readonly Held[]) => (
    <ul className={classes.rows}>
      {held.map((one) => (
        <HeldRow
          key={one.id}
          held={one}
          said={saidOf(said, one, forPassed)}
          outcome={outcomes.find(({ publication }) => publication === one.id) ?? null}
          timeZone={timeZone}
          onSay={(next) => say(one.id, next)}
        />
      ))}
    </ul>
  );
  return (
    <form
      className={classes.release}
      onSubmit={(event) => {
        event.preventDefault();
        // The page changes as soon as the hold is lifted: what follows must not hang on this form.
        // What failed is shown above the buttons, from `lift.error`.
        lift
          .mutateAsync({ id: hold.id, decisions: decisionsFrom(publications, said, forPassed) })
          .then(() => {
            toasts.done(t("holds.lifted"));
            return navigate({ to: "/calendar" });
          })
          .catch(() => undefined);
      }}
    >
      {lift.error && (
        <FormFaults
          texts={
            lift.error instanceof Problem && lift.error.fields.length > 0
              ? lift.error.fields.map(({ detail }) => detail)
              : [sentenceOf(lift.error, t("common.unreachable"), t("common.broken"))]
          }
        />
      )}
      <p className="muted">
        {hold.reason} ·{" "}
        {t("holds.placedBy", {
          name: hold.createdBy,
          at: intl.formatDate(hold.createdAt, { dateStyle: "medium", timeStyle: "short" }),
        })}
      </p>
      {publications.length === 0 && (
        <Card>
          <Empty icon="hand-stop" text={t("holds.nothing")} />
        </Card>
      )}
      {passed.length > 0 && (
        <Card label={t("holds.passed")}>
          <div className={classes.part}>
            <h2>{t("holds.passed")}</h2>
            <div className={classes.lead}>
              <p>{t("holds.passedLead", { count: passed.length })}</p>
              <ActionSelect
                label={t("holds.forAll")}
                actions={actionsFor({ passed: true }).filter(
                  (action): action is ForAll => action !== "reschedule",
                )}
                value={forPassed}
                onChange={(action) => {
                  setForPassed(action);
                  const kept = Object.entries(said).filter(([id]) => !passed.some((one) => one.id === id));
                  setSaid(Object.fromEntries(kept));
                }}
              />
            </div>
            {rowsOf(passed)}
          </div>
        </Card>
      )}
      {publications.length > 0 && mayHold && (
        <Outlook publications={publications} preview={preview} timeZone={timeZone} />
      )}
      {future.length > 0 && (
        <Card label={t("holds.future")}>
          <div className={classes.part}>
            <h2>{t("holds.future")}</h2>
            <div className={classes.lead}>
              <p>{t("holds.futureLead", { count: future.length })}</p>
            </div>
            {rowsOf(future)}
          </div>
        </Card>
      )}
      <div className={classes.act}>
        <Button type="submit" loading={lift.isPending} disabled={!mayHold}>
          {publications.length === 0 ? t("holds.liftNothing") : t("holds.lift", { parts })}
        </Button>
      </div>
    </form>
  );
}

function HeldRow(props: {
  held: Held;
  said: Said;
  /** What becomes of it so; null: not known yet. */
  outcome: Outcome | null;
  timeZone: string;
  onSay: (said: Said) => void;
}) {
  const { held, said, timeZone } = props;
  const t = useWords();
  const profiles = useQuery(profilesQuery);
  const profile = profiles.data?.items.find(({ id }) => id === held.profile)?.name ?? "";
  return (
    <li className={classes.row}>
      <NetworkIcon network={held.network} />
      <span>{held.scheduledAt && <Moment at={held.scheduledAt} timeZone={timeZone} />}</span>
      <span>
        <span className={classes.text}>{held.text}</span>
        <span className="third">{profile}</span>
      </span>
      <div>
        <ActionSelect
          hiddenLabel={t("holds.decisionFor", { text: held.text.slice(0, 40), profile })}
          actions={actionsFor(held)}
          value={said.action}
          onChange={(action) =>
            props.onSay(action === "reschedule" ? { action, at: soon(Date.now(), timeZone) } : { action })
          }
        />
        {props.outcome && (
          <OutcomeLine outcome={props.outcome} isMoved={said.action !== "keep"} timeZone={timeZone} />
        )}
        {said.action === "reschedule" && (
          <Suspense>
            <div className={classes.newTime}>
              <LocalTimeField
                label={t("holds.newTime", { zone: timeZone })}
                at={said.at}
                onChange={(at) => props.onSay({ action: "reschedule", at })}
              />
            </div>
          </Suspense>
        )}
      </div>
    </li>
  );
}

function ActionSelect<Offered extends Action>(props: {
  label?: string;
  hiddenLabel?: string;
  actions: readonly Offered[];
  value: Action;
  onChange: (action: Offered) => void;
}) {
  const t = useWords();
  return (
    <Select
      label={props.label}
      aria-label={props.hiddenLabel}
      allowDeselect={false}
      data={props.actions.map((action) => ({ value: action, label: t(`holds.action.${action}`) }))}
      value={props.value}
      onChange={(value) => {
        const action = props.actions.find((one) => one === value);
        if (action) props.onChange(action);
      }}
    />
  );
}
