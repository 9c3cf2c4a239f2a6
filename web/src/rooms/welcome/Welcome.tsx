import { Button, Group, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useChange } from "../../api/change.ts";
import { api, ask } from "../../api/client.ts";
import { switchWorkspace, useMay, useSessionChange, useSignedIn } from "../../api/session.ts";
import { monitorsQuery, profilesQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { Card, Room } from "../../shared/Room.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { cityOf } from "../calendar/dates.ts";
import { watchedSourcesQuery } from "../profiles/queries.ts";
import { DemoGlance } from "./DemoGlance.tsx";
import classes from "./welcome.module.css";

/** The first steps, each ticked once it is true; any of them can be left and found again. */
function Welcome() {
  const t = useWords();
  const { workspace, workspaces } = useSignedIn();
  const demo = workspaces.find(({ isDemo, id }) => isDemo && id !== workspace.id);
  const goTo = useSessionChange(switchWorkspace);
  const navigate = useNavigate();
  const profiles = useQuery(profilesQuery).data?.items.length ?? 0;
  const sources = useQuery(watchedSourcesQuery).data?.items.length ?? 0;
  const monitors = useQuery(monitorsQuery).data?.items.length ?? 0;
  const planned = useQuery({
    queryKey: ["publications", "first-steps"],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/publications", { params: { query: { limit: 1 } }, signal })),
  }).data?.items.length;
  return (
    <Room title={t("welcome.title", { workspace: workspace.name })}>
      <div className={classes.desk}>
        <Card>
          <ol className={classes.steps}>
            <Step
              isDone
              title={t("welcome.space")}
              text={t("welcome.spaceText", { zone: cityOf(workspace.timeZone) })}
            />
            <Step isDone={profiles > 0} title={t("welcome.profile")} text={t("welcome.profileText")}>
              <Button component={Link} to="/profiles" variant={profiles > 0 ? "default" : "filled"}>
                {t("profiles.connect")}
              </Button>
              {demo && (
                <Button variant="default" loading={goTo.isPending} onClick={() => goTo.mutate(demo.id)}>
                  {t("welcome.tryDemo")}
                </Button>
              )}
            </Step>
            <Step isDone={(planned ?? 0) > 0} title={t("welcome.post")} text={t("welcome.postText")}>
              <Button
                disabled={profiles === 0}
                onClick={() =>
                  void navigate({ to: ".", search: (search) => ({ ...search, compose: "new" }) })
                }
              >
                {t("frame.newPost")}
              </Button>
            </Step>
            <Step
              isDone={monitors > 0 && sources > 0}
              title={t("welcome.monitor")}
              text={t("welcome.monitorText")}
            >
              <FirstMonitor />
              {sources === 0 && (
                <Link to="/profiles" search={{ tab: "sources" }}>
                  {t("profiles.addSource")}
                </Link>
              )}
            </Step>
            <Step isDone={false} title={t("welcome.ready")} text={t("welcome.readyText")}>
              <Button component={Link} to="/calendar" variant="default">
                {t("welcome.calendar")}
              </Button>
              <Link to="/settings" search={{ part: "people" }}>
                {t("welcome.invite")}
              </Link>
              <Link to="/settings" search={{ part: "channels" }}>
                {t("welcome.channel")}
              </Link>
            </Step>
          </ol>
        </Card>
        {demo && <DemoGlance onOpen={() => goTo.mutate(demo.id)} isOpening={goTo.isPending} />}
      </div>
    </Room>
  );
}

export const welcomeLazyRoute = createLazyRoute("/frame/welcome")({ component: Welcome });

function Step(props: { isDone: boolean; title: string; text: string; children?: ReactNode }) {
  const t = useWords();
  return (
    <li data-done={props.isDone || undefined}>
      <span className={classes.mark}>{props.isDone && <Icon name="check" />}</span>
      <div>
        <h2>
          {props.title} {props.isDone && <span className="unseen">({t("welcome.done")})</span>}
        </h2>
        <p className="muted">{props.text}</p>
        {props.children && <Group gap="md">{props.children}</Group>}
      </div>
    </li>
  );
}

/** A brand's name is enough to begin with; the room of mentions refines it. */
function FirstMonitor() {
  const t = useWords();
  const toasts = useToasts();
  const mayConfigure = useMay("configure");
  const [name, setName] = useState("");
  const make = useChange([["monitors"]], (brand: string) =>
    ask(
      api.POST("/api/v1/monitors", {
        body: { name: brand, kind: "brand", query: `"${brand.replaceAll('"', " ")}"`, sources: "all" },
      }),
    ),
  );
  if (!mayConfigure) return null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate(name.trim(), {
          onSuccess: () => {
            toasts.done(t("welcome.monitorMade", { name: name.trim() }));
            setName("");
          },
          onError: toasts.failed,
        });
      }}
    >
      <Group align="end" gap="sm">
        <TextInput
          label={t("welcome.brand")}
          required
          maxLength={200}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={make.isPending}>
          {t("welcome.follow")}
        </Button>
      </Group>
    </form>
  );
}
