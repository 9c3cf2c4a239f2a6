import { ActionIcon, Button, Select, Title, Tooltip } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { campaignsQuery, type Post, postQuery } from "../../api/planning.ts";
import { useSignedIn } from "../../api/session.ts";
import { profilesQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { Read } from "../../shared/Read.tsx";
import { Checks } from "./Checks.tsx";
import { Conflict } from "./Conflict.tsx";
import { useCheck } from "./checking.ts";
import classes from "./composer.module.css";
import { type Draft, draftFrom } from "./draft.ts";
import { type Acts, Footer } from "./Footer.tsx";
import { useGoingLinks } from "./links.ts";
import { MediaStrip } from "./MediaStrip.tsx";
import { type Connected, useConnected, useMeasures } from "./measures.ts";
import { Parts } from "./Parts.tsx";
import { Previews } from "./Previews.tsx";
import { ProfilePicker } from "./ProfilePicker.tsx";
import { SaveStateLine } from "./SaveStateLine.tsx";
import { useSaving } from "./saving.ts";
import { Texts } from "./Texts.tsx";
import { TimeChoice } from "./TimeChoice.tsx";
import { useTimes } from "./times.ts";
import { useUpload } from "./uploading.ts";

export interface EditorProps {
  draft: Draft;
  stored: { post: Post; draft: Draft } | null;
  isUnsaved: boolean;
  onNamed: (id: string) => void;
  onClose: () => void;
}

/** How a part of the editor changes what is written. */
export type Change = (change: (draft: Draft) => Draft) => void;

/** One text for all chosen profiles, adapted where wanted, with its time, what stands in its way, and how it will look. */
export function Editor(props: EditorProps) {
  const t = useWords();
  const { workspace } = useSignedIn();
  const [draft, setDraft] = useState(props.draft);
  const [isWide, setWide] = useState(false);
  /** The profile whose wording is shown; null: the common text. */
  const [tab, setTab] = useState<string | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const profiles = useQuery(profilesQuery);
  const connected = useConnected();
  const chosen = useMemo(
    () => draft.profiles.flatMap((id) => connected.find((profile) => profile.id === id) ?? []),
    [draft.profiles, connected],
  );
  const saving = useSaving({
    workspace: workspace.id,
    draft,
    stored: props.stored,
    isUnsaved: props.isUnsaved,
    onNamed: props.onNamed,
    onTime: (when) => setDraft((before) => ({ ...before, when })),
  });
  // Live: read again whenever something happens to the post.
  const { data: onServer } = useQuery({ ...postQuery(saving.id ?? ""), enabled: saving.id !== null });
  const { notice } = saving;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each version
  useEffect(() => {
    if (onServer) notice(onServer, draftFrom(onServer, workspace.timeZone));
  }, [onServer?.version]);
  const times = useTimes(draft, chosen);
  const check = useCheck(draft, times.when, saving.id);
  const links = useGoingLinks(draft.campaign);
  const measures = useMeasures(chosen, check.data, links);
  const upload = useUpload((added) => setDraft((before) => ({ ...before, media: [...before.media, added] })));
  const shownTab = tab !== null && draft.profiles.includes(tab) ? tab : null;
  const acts = useRef<Acts | null>(null);
  useKeys(root, props.onClose, acts);

  /** To the field that a check speaks of: its tab first, then the field itself. */
  const goTo = (pointer: string, profile: string | undefined) => {
    const variant = /^\/variants\/([^/]+)(\/.*)$/.exec(pointer);
    setTab(variant?.[1] ?? (profile && pointer.startsWith("/options") ? profile : null));
    const field = variant?.[2] ?? pointer;
    requestAnimationFrame(() => focusAt(root.current, field));
  };
  const shared = { draft, change: setDraft, chosen, measures };
  return (
    <div
      ref={root}
      className={classes.composer}
      data-wide={isWide || undefined}
      data-dropping={upload.isOver || undefined}
      {...upload.dropTarget}
    >
      <header className={classes.head}>
        <Title order={2}>{t(props.stored ? "composer.edit" : "frame.newPost")}</Title>
        <SaveStateLine state={saving.state} />
        <Tooltip label={t(isWide ? "composer.narrow" : "composer.widen")}>
          <ActionIcon
            className={classes.widen}
            variant="subtle"
            color="gray"
            aria-label={t(isWide ? "composer.narrow" : "composer.widen")}
            aria-pressed={isWide}
            onClick={() => setWide(!isWide)}
          >
            <Icon name="maximize" />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={`${t("common.close")} (Esc)`}>
          <ActionIcon variant="subtle" color="gray" aria-label={t("common.close")} onClick={props.onClose}>
            <Icon name="x" />
          </ActionIcon>
        </Tooltip>
      </header>
      {saving.state.kind === "conflict" && (
        <Conflict
          mine={draft}
          theirs={saving.state.theirs}
          onMine={saving.overwrite}
          onTheirs={(post) => {
            const asDraft = draftFrom(post, workspace.timeZone);
            setDraft(asDraft);
            saving.adopt(post, asDraft);
          }}
        />
      )}
      <Read query={profiles} what="profiles.what">
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="plug-connected" text={t("composer.empty")}>
              <Button component="a" href="/profiles" mt="sm">
                {t("profiles.connect")}
              </Button>
            </Empty>
          ) : (
            <div className={classes.columns}>
              <div className={classes.writing}>
                <ProfilePicker draft={draft} change={setDraft} connected={connected} />
                <Texts {...shared} tab={shownTab} setTab={setTab} onFiles={upload.take} />
                <MediaStrip {...shared} tab={shownTab} upload={upload} />
                <Parts {...shared} tab={shownTab} />
                <TimeChoice
                  draft={draft}
                  change={setDraft}
                  chosen={chosen}
                  times={times}
                  mayRepeat={!props.stored?.post.series}
                />
                <CampaignChoice draft={draft} change={setDraft} />
              </div>
              <div className={classes.looking}>
                <Checks
                  draft={draft}
                  change={setDraft}
                  chosen={chosen}
                  times={times}
                  check={check.data}
                  onGoTo={goTo}
                  onAdapt={setTab}
                />
                <Previews draft={draft} chosen={chosen} tab={shownTab} />
              </div>
            </div>
          )
        }
      </Read>
      <Footer
        draft={draft}
        chosen={chosen}
        times={times}
        saving={saving}
        stored={props.stored?.post ?? null}
        firstFault={check.data?.errors[0] ?? null}
        onFault={goTo}
        onDone={props.onClose}
        acts={acts}
      />
    </div>
  );
}

function CampaignChoice({ draft, change }: { draft: Draft; change: Change }) {
  const t = useWords();
  const campaigns = useQuery(campaignsQuery);
  const items = campaigns.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Select
      label={t("composer.campaign")}
      placeholder={t("composer.noCampaign")}
      data={items.map(({ id, name }) => ({ value: id, label: name }))}
      value={draft.campaign}
      onChange={(campaign) => change((before) => ({ ...before, campaign }))}
      clearable
      clearButtonProps={{ "aria-label": t("composer.noCampaign") }}
    />
  );
}

function focusAt(root: HTMLElement | null, pointer: string): void {
  const fields = [...(root?.querySelectorAll<HTMLElement>("[data-pointer]") ?? [])];
  const field =
    fields.find(({ dataset }) => dataset.pointer === pointer) ??
    fields.find(({ dataset }) => dataset.pointer !== undefined && pointer.startsWith(dataset.pointer));
  field?.focus();
  field?.scrollIntoView({ block: "center" });
}

/** Esc closes what is on top and only then the composer; F6 walks its parts; Ctrl Enter is the footer's button. */
function useKeys(
  root: React.RefObject<HTMLDivElement | null>,
  close: () => void,
  acts: React.RefObject<Acts | null>,
): void {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const element = root.current;
      if (!element) return;
      if (event.key === "Escape") {
        if (!event.defaultPrevented && !isCovered()) latest.current();
      }
      if (event.key === "F6") {
        const stops = [...element.querySelectorAll<HTMLElement>("[data-stop]")];
        const at = stops.findIndex((stop) => stop.contains(document.activeElement));
        const next = stops[(at + (event.shiftKey ? stops.length - 1 : 1)) % stops.length];
        event.preventDefault();
        next?.querySelector<HTMLElement>("textarea, input, button, [tabindex='0']")?.focus();
      }
      if (
        event.key === "Enter" &&
        (event.ctrlKey || event.metaKey) &&
        (element.contains(document.activeElement) || (isFocusLost() && !isCovered()))
      ) {
        event.preventDefault();
        acts.current?.[event.shiftKey ? "submit" : "primary"]();
      }
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [root, acts]);
}

/** What had the focus went away, or something was pressed that takes none: the composer is still what one is at. */
function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** A dialog, list or menu is open: keys are its own. */
function isCovered(): boolean {
  const over = document.querySelectorAll('[role="dialog"], [role="listbox"], [role="menu"]');
  return [...over].some((layer) => layer.checkVisibility());
}

export type { Connected };
