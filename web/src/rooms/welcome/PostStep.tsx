import { Button, Group } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { leavesAt } from "../../api/planning.ts";
import { useMay, useSignedIn } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import { Chip } from "../../shared/Chip.tsx";
import { localTimeOf } from "../../shared/local-times.ts";
import { Moment } from "../../shared/Moment.tsx";
import { stateLooks } from "../calendar/states.ts";
import { emptyDraft } from "../composer/draft.ts";
import { keep, keptFor } from "../composer/kept.ts";
import type { Known } from "./ProfileStep.tsx";
import { usePutBehind } from "./queries.ts";
import type { Step } from "./steps.ts";
import classes from "./welcome.module.css";

const leadMilliseconds = 5 * 60_000;

/** The editor is open beside it, with a text to begin with and a time some minutes away; then the post is watched. */
export function PostStep({ known, onStep }: { known: Known; onStep: (step: Step) => void }) {
  const t = useWords();
  const { workspace } = useSignedIn();
  const mayPublish = useMay("publish");
  const navigate = useNavigate();
  const compose = useSearch({ strict: false, select: (search) => search.compose });
  const putBehind = usePutBehind();
  const { profiles, posts, draft } = known;
  const [post] = posts;
  // The one they began with; lists have the newest first.
  const first = profiles.at(-1);

  const write = async () => {
    const show = (id: string) =>
      navigate({ to: "/welcome", search: { step: "post", compose: id }, resetScroll: false });
    if (draft) return show(draft.id);
    // Where the device keeps a text already, that one is gone on with.
    if (first && !(await keptFor(workspace.id, null))) {
      const at = new Date(Math.ceil((Date.now() + leadMilliseconds) / 60_000) * 60_000).toISOString();
      const { timeZone } = workspace;
      const when = { kind: "at", ...localTimeOf(at, timeZone) } as const;
      const sample = { ...emptyDraft([first.id], when), text: t("welcome.sample") };
      await keep(workspace.id, null, { draft: sample, version: null });
    }
    return show("new");
  };
  // Whoever comes to this step came to write: once, so that closing the editor closes it.
  const isOpened = useRef(false);
  const latest = useRef(write);
  latest.current = write;
  const isToWrite = !post && first !== undefined && mayPublish && compose === undefined;
  useEffect(() => {
    if (!isToWrite || isOpened.current) return;
    isOpened.current = true;
    void latest.current();
  }, [isToWrite]);

  if (post)
    return (
      <>
        <h2>{t("welcome.postGone")}</h2>
        <p className="muted">{t("welcome.postGoneText")}</p>
        <div className={classes.post}>
          <p>{post.text}</p>
          <Group gap="sm">
            {post.publications.map(({ id, state }) => {
              const { tone, icon, word } = stateLooks[state];
              return <Chip key={id} tone={tone} icon={icon} text={t(word)} />;
            })}
            {Number.isFinite(leavesAt(post)) && (
              <span className="third">
                <Moment at={new Date(leavesAt(post)).toISOString()} timeZone={workspace.timeZone} />
              </span>
            )}
          </Group>
        </div>
        <Group>
          <Button onClick={() => onStep("monitor")}>{t("welcome.followBrand")}</Button>
        </Group>
      </>
    );
  return (
    <>
      <h2>{t("welcome.post")}</h2>
      <p className="muted">{t(workspace.isDemo ? "welcome.postDemo" : "welcome.postText")}</p>
      <Group gap="md">
        {compose === undefined && mayPublish && (
          <Button disabled={!first} onClick={() => void write()}>
            {t(draft ? "welcome.goOn" : "frame.newPost")}
          </Button>
        )}
        {!first && (
          <Button variant="default" onClick={() => onStep("profile")}>
            {t("welcome.profileFirst")}
          </Button>
        )}
        <Button
          variant="subtle"
          loading={putBehind.isPending}
          onClick={() => putBehind.mutate("post", { onSettled: () => onStep("monitor") })}
        >
          {t("welcome.skip")}
        </Button>
      </Group>
    </>
  );
}
