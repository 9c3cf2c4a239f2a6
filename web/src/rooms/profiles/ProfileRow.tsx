import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../../messages/language.tsx";
import { Chip } from "../../shared/Chip.tsx";
import { Confirm } from "../../shared/confirm.tsx";
import { Icon, NetworkIcon } from "../../shared/Icon.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { useToasts } from "../../shared/toast.tsx";
import classes from "./profiles.module.css";
import { type Profile, useDisconnectProfile, useVerifyProfile } from "./queries.ts";

export function ProfileRow(props: { profile: Profile; network: string; mayChange: boolean }) {
  const { profile, network } = props;
  const t = useWords();
  const toasts = useToasts();
  const verify = useVerifyProfile();
  const disconnect = useDisconnectProfile();
  const [isAsking, setAsking] = useState(false);
  const label = t("profiles.disconnectName", { name: profile.name });
  return (
    <li className={classes.row}>
      <NetworkIcon network={profile.network} name={network} />
      <div className={classes.name}>
        <b>{profile.name}</b> <span className="third">{profile.handle}</span>
      </div>
      <div>
        <ProfileState profile={profile} />
      </div>
      <div className="third">
        {t("profiles.verified")} <Moment at={profile.verifiedAt} relative />
      </div>
      <div className={classes.actions} hidden={!props.mayChange}>
        <Button
          variant="default"
          size="compact-sm"
          loading={verify.isPending}
          onClick={() =>
            verify.mutate(profile.id, {
              onSuccess: ({ state }) => {
                if (state === "connected") toasts.done(t("profiles.verifiedDone", { name: profile.name }));
              },
              onError: toasts.failed,
            })
          }
        >
          {t("profiles.verify")}
        </Button>
        <Tooltip label={label}>
          <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={() => setAsking(true)}>
            <Icon name="plug-connected-x" />
          </ActionIcon>
        </Tooltip>
      </div>
      {profile.stateDetail && <div className={classes.detail}>{profile.stateDetail}</div>}
      <Confirm
        isOpen={isAsking}
        title={t("profiles.disconnectName", { name: profile.name })}
        text={t("profiles.disconnectText")}
        act={t("profiles.disconnect")}
        isBusy={disconnect.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          disconnect.mutate(profile.id, {
            onSuccess: () => toasts.done(t("profiles.disconnected", { name: profile.name })),
            onError: toasts.failed,
            onSettled: () => setAsking(false),
          })
        }
      />
    </li>
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
