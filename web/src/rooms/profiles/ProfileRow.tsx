import { Button, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useIntl } from "react-intl";
import { useSignedIn } from "../../api/session.ts";
import type { Profile } from "../../api/workspace.ts";
import { isLetterFree } from "../../frame/shortcuts.ts";
import { useWords } from "../../messages/language.tsx";
import { Chip } from "../../shared/Chip.tsx";
import { AskFirst } from "../../shared/confirm.tsx";
import { NetworkIcon } from "../../shared/Icon.tsx";
import { IconButton } from "../../shared/IconButton.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { useNow } from "../../shared/now.ts";
import { useToasts } from "../../shared/toast.tsx";
import { cityOf } from "../calendar/dates.ts";
import { accessEnd } from "./access-end.ts";
import classes from "./profiles.module.css";
import { type Usage, useDisconnectProfile, useVerifyProfile, waitingForQuery } from "./queries.ts";

const dayMilliseconds = 86_400_000;
/** A cap above this many a day is met by nobody, and says nothing beside a profile. */
const tightCap = 1000;

export function ProfileRow(props: {
  profile: Profile;
  network: string;
  /** Null: not known yet. */
  usage: Usage | null;
  mayChange: boolean;
  onReconnect: () => void;
  onSettings: () => void;
}) {
  const { profile, network } = props;
  const t = useWords();
  const toasts = useToasts();
  const verify = useVerifyProfile();
  const disconnect = useDisconnectProfile();
  const intl = useIntl();
  const end = accessEnd(profile.accessEndsAt, useNow(60_000));
  const endsOn =
    profile.accessEndsAt && intl.formatDate(profile.accessEndsAt, { day: "numeric", month: "long" });
  const isToReconnect = profile.state === "reconnect" || end !== null;
  const label = t("profiles.disconnectName", { name: profile.name });
  const check = () =>
    verify.mutate(profile.id, {
      onSuccess: ({ state }) => {
        if (state === "connected") toasts.done(t("profiles.verifiedDone", { name: profile.name }));
      },
      onError: toasts.failed,
    });
  return (
    <li
      className={classes.row}
      data-broken={isToReconnect || undefined}
      onKeyDown={(event) => {
        if (!props.mayChange || !isLetterFree(event.nativeEvent)) return;
        if (event.key.toLowerCase() === "v") check();
        if (event.key.toLowerCase() === "r") props.onReconnect();
      }}
    >
      <NetworkIcon network={profile.network} name={network} />
      <div className={classes.name}>
        <b>{profile.name}</b> <span className="third">{profile.handle}</span>
      </div>
      <div>
        {profile.state === "connected" && end === "soon" && endsOn ? (
          <Chip tone="warning" icon="clock-hour-4" text={t("profiles.endsOn", { date: endsOn })} />
        ) : (
          <ProfileState profile={profile} />
        )}
      </div>
      <div className="third">
        {t("profiles.verified")} <Moment at={profile.verifiedAt} relative />
      </div>
      <div className={classes.actions} hidden={!props.mayChange}>
        {isToReconnect && (
          <Button
            size="compact-sm"
            aria-label={t("profiles.reconnectName", { name: profile.name })}
            onClick={props.onReconnect}
          >
            {t("profiles.reconnectAct")}
          </Button>
        )}
        <Tooltip label={`${t("profiles.verify")} (V)`}>
          <Button variant="default" size="compact-sm" loading={verify.isPending} onClick={check}>
            {t("profiles.verify")}
          </Button>
        </Tooltip>
        <IconButton
          icon="settings"
          label={t("slots.of", { name: profile.name })}
          onClick={props.onSettings}
        />
        <AskFirst
          title={label}
          text={t("profiles.disconnectText")}
          act={t("profiles.disconnect")}
          id={profile.id}
          change={disconnect}
          done={t("profiles.disconnected", { name: profile.name })}
        >
          {(ask) => <IconButton icon="plug-connected-x" label={label} onClick={ask} />}
        </AskFirst>
      </div>
      <UsageLine profile={profile} usage={props.usage} />
      {profile.state === "reconnect" && <Waiting profile={profile.id} />}
      {profile.stateDetail && <div className={classes.detail}>{profile.stateDetail}</div>}
      {profile.state === "reconnect" && end === "ended" && endsOn && (
        <div className={classes.detail}>{t("profiles.endedOn", { date: endsOn })}</div>
      )}
    </li>
  );
}

/** What it does today, what that costs, its slots, how long its access lasts and by which clock it publishes. */
function UsageLine({ profile, usage }: { profile: Profile; usage: Usage | null }) {
  const t = useWords();
  const intl = useIntl();
  const { workspace } = useSignedIn();
  const now = useNow(60_000);
  const own = usage?.items.find((item) => item.profile === profile.id);
  if (!usage || !own) return null;
  const number = (value: number) => intl.formatNumber(value);
  const money = (value: number) =>
    intl.formatNumber(value, { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" });
  const { today, slots, monthCostUsd } = own;
  const left = profile.accessEndsAt
    ? Math.ceil((Date.parse(profile.accessEndsAt) - now) / dayMilliseconds)
    : null;
  const parts = [
    today.most === null || today.most > tightCap
      ? t("profiles.today", { count: today.publications })
      : t("profiles.todayOf", { count: number(today.publications), most: number(today.most) }),
    ...(monthCostUsd === null
      ? []
      : [
          t(usage.budgetUsd === null ? "profiles.cost" : "profiles.costOf", {
            month: intl.formatDate(now, { month: "long", timeZone: workspace.timeZone }),
            cost: money(monthCostUsd),
            budget: money(usage.budgetUsd ?? 0),
          }),
        ]),
    t("profiles.slots", { count: slots }),
    ...(left !== null && left > 0 ? [t("profiles.accessLeft", { count: left })] : []),
    cityOf(profile.timeZone ?? workspace.timeZone),
  ];
  return <div className={classes.usage}>{parts.join(" · ")}</div>;
}

/** What does not go out until somebody reconnects the profile. */
function Waiting({ profile }: { profile: string }) {
  const t = useWords();
  const waiting = useQuery(waitingForQuery(profile)).data;
  if (!waiting || waiting.items.length === 0) return null;
  return (
    <div className={classes.waiting}>
      <Link to="/calendar" search={{ view: "list", profiles: [profile] }}>
        {t("profiles.waiting", { count: waiting.items.length, isMore: String(waiting.nextCursor !== null) })}
      </Link>
    </div>
  );
}

function ProfileState({ profile }: { profile: Profile }) {
  const t = useWords();
  switch (profile.state) {
    case "connected":
      return profile.pausedUntil ? (
        <Chip tone="warning" icon="hourglass" text={t("profiles.paused")} />
      ) : (
        <Chip tone="state-published" icon="circle-check" text={t("profiles.connected")} />
      );
    case "reconnect":
      return <Chip tone="critical" icon="plug-connected-x" text={t("profiles.reconnect")} />;
  }
}
