import { Button, Group } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { switchWorkspace, useMay, useSessionChange, useSignedIn } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import { NetworkIcon } from "../../shared/Icon.tsx";
import { ConnectProfile } from "../profiles/ConnectProfile.tsx";
import { useOtherWorkspaces, type useStanding } from "./queries.ts";
import classes from "./welcome.module.css";

/** A profile of one's own, or the demo's, on which nothing reaches anybody. */
export function ProfileStep({ known, onNext }: { known: Known; onNext: () => void }) {
  const t = useWords();
  const { workspace } = useSignedIn();
  const { demo, own } = useOtherWorkspaces();
  const mayConnect = useMay("configure");
  const [isConnecting, setConnecting] = useState(false);
  const navigate = useNavigate();
  /** The step is chosen before the workspace: once it has changed, nothing of this page is there to do so. */
  const goTo = useSessionChange(async ({ id, step }: { id: string; step: "post" | "profile" }) => {
    await switchWorkspace(id);
    await navigate({ to: "/welcome", search: { step } });
  });
  const { profiles } = known;
  return (
    <>
      <h2>{t("welcome.profile")}</h2>
      <p className="muted">{t(workspace.isDemo ? "welcome.profileDemo" : "welcome.profileText")}</p>
      {profiles.length > 0 && (
        <ul className={classes.profiles}>
          {profiles.map(({ id, name, network }) => (
            <li key={id}>
              <NetworkIcon network={network} /> {name}
            </li>
          ))}
        </ul>
      )}
      <Group gap="md">
        {profiles.length > 0 && <Button onClick={onNext}>{t("welcome.next")}</Button>}
        {mayConnect && !workspace.isDemo && (
          <Button variant={profiles.length > 0 ? "default" : "filled"} onClick={() => setConnecting(true)}>
            {t("profiles.connect")}
          </Button>
        )}
        {demo && profiles.length === 0 && (
          <Button
            variant="default"
            loading={goTo.isPending}
            onClick={() => goTo.mutate({ id: demo.id, step: "post" })}
          >
            {t("welcome.tryDemo")}
          </Button>
        )}
        {workspace.isDemo && own && (
          <Button
            variant="default"
            loading={goTo.isPending}
            onClick={() => goTo.mutate({ id: own.id, step: "profile" })}
          >
            {t("welcome.ownProfile", { workspace: own.name })}
          </Button>
        )}
        {profiles.length === 0 && !mayConnect && <Link to="/profiles">{t("rooms.profiles")}</Link>}
      </Group>
      {isConnecting && (
        <ConnectProfile
          again={null}
          onClose={() => setConnecting(false)}
          onSettings={() => void navigate({ to: "/profiles" })}
        />
      )}
    </>
  );
}

export type Known = NonNullable<ReturnType<typeof useStanding>>;
