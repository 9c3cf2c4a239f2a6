import { Button, Select, Tabs, TextInput } from "@mantine/core";
import { diffWordsWithSpace } from "diff";
import { useState } from "react";
import { useWords } from "../../messages/language.tsx";
import { NetworkIcon } from "../../shared/Icon.tsx";
import classes from "./composer.module.css";
import { type Draft, heldAgainst, optionOf, staleBase, textOn, withOption, withOwnText } from "./draft.ts";
import type { Change, Connected } from "./Editor.tsx";
import { type Measures, measuresOf } from "./measures.ts";
import { mergedText } from "./merging.ts";
import { TextField } from "./TextField.tsx";

const common = "common";

/** The common text, and one tab for each profile where it may be said otherwise. */
export function Texts(props: {
  draft: Draft;
  change: Change;
  chosen: readonly Connected[];
  measures: Measures;
  tab: string | null;
  setTab: (tab: string | null) => void;
  onFiles: (files: File[]) => void;
}) {
  const t = useWords();
  const { draft, change, chosen, measures, tab } = props;
  /** Only at first: whoever walks the tabs by arrows stays in them. */
  const [isOpening, setOpening] = useState(true);
  const sharing = draft.profiles.filter((id) => !textOn(draft, id).isOwn);
  const isOwnEverywhere = sharing.length === 0 && draft.profiles.length > 0;
  return (
    <Tabs
      value={tab ?? common}
      onChange={(value) => {
        setOpening(false);
        props.setTab(value === common ? null : value);
      }}
      variant="outline"
      keepMounted={false}
      data-stop
    >
      {chosen.length > 0 && (
        <Tabs.List mb="xs" className={classes.tabs}>
          <Tabs.Tab value={common}>{t("composer.common")}</Tabs.Tab>
          {chosen.map((profile) => (
            <Tabs.Tab
              key={profile.id}
              value={profile.id}
              leftSection={<NetworkIcon network={profile.network} name={profile.iconName} size={14} />}
            >
              {profile.label}
              {textOn(draft, profile.id).isOwn && (
                <span className="third">
                  {" · "}
                  {t(staleBase(draft, profile.id) === null ? "composer.adapted" : "composer.toReview")}
                </span>
              )}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      )}
      <Tabs.Panel value={common}>
        <TextField
          label={t("composer.text")}
          pointer="/text"
          value={draft.text}
          placeholder={t("composer.placeholder")}
          rows={5}
          hasFocus={isOpening}
          measures={measuresOf(measures, isOwnEverywhere ? draft.profiles : sharing)}
          onFiles={props.onFiles}
          onChange={(text) => change((before) => ({ ...before, text }))}
        />
        {isOwnEverywhere && <p className={classes.hint}>{t("composer.nowhereCommon")}</p>}
      </Tabs.Panel>
      {chosen.map((profile) => (
        <Tabs.Panel key={profile.id} value={profile.id}>
          <OwnText {...props} profile={profile} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function OwnText(props: {
  draft: Draft;
  change: Change;
  measures: Measures;
  profile: Connected;
  onFiles: (files: File[]) => void;
}) {
  const t = useWords();
  const { draft, change, profile } = props;
  const { text, isOwn } = textOn(draft, profile.id);
  return (
    <>
      <TextField
        label={t("composer.textFor", { profile: profile.name, network: profile.networkName })}
        pointer="/text"
        value={text}
        rows={5}
        measures={measuresOf(props.measures, [profile.id])}
        onFiles={props.onFiles}
        onChange={(own) => change((before) => withOwnText(before, profile.id, own))}
      />
      <Offered draft={draft} change={change} profile={profile.id} />
      {isOwn ? (
        <div className={classes.difference}>
          <Difference before={draft.text} after={text} />
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => change((before) => withOwnText(before, profile.id, undefined))}
          >
            {t("composer.backToCommon")}
          </Button>
        </div>
      ) : (
        <p className={classes.hint}>{t("composer.asCommon", { network: profile.networkName })}</p>
      )}
      <Options {...props} />
    </>
  );
}

/** What changed in the common text since it was adapted here: shown and offered, never taken over by itself. */
function Offered({ draft, change, profile }: { draft: Draft; change: Change; profile: string }) {
  const t = useWords();
  const base = staleBase(draft, profile);
  if (base === null) return null;
  const merged = mergedText(base, draft.text, textOn(draft, profile).text);
  const settle = (next: (before: Draft) => Draft) => change((before) => heldAgainst(next(before), profile));
  return (
    <section className={classes.offered} aria-label={t("composer.commonChanged")}>
      <p>
        <b>{t("composer.commonChanged")}</b>
      </p>
      <Difference before={base} after={draft.text} />
      <div className={classes.tools}>
        {merged !== null && (
          <Button size="compact-sm" onClick={() => settle((before) => withOwnText(before, profile, merged))}>
            {t("composer.takeChange")}
          </Button>
        )}
        <Button variant="default" size="compact-sm" onClick={() => settle((before) => before)}>
          {t("composer.leaveAsIs")}
        </Button>
      </div>
    </section>
  );
}

/** Word by word: what the common text says and this one does not, and the other way round. */
export function Difference({ before, after }: { before: string; after: string }) {
  const t = useWords();
  const changes = diffWordsWithSpace(before, after);
  return (
    <p className={classes.words}>
      <span className="unseen">{t("composer.differences")}</span>
      {changes.map(({ value, added, removed }, index) => {
        const key = `${index} ${value}`;
        if (added) return <ins key={key}>{value}</ins>;
        if (removed) return <del key={key}>{value}</del>;
        return <span key={key}>{value}</span>;
      })}
    </p>
  );
}

const visibilities = ["public", "unlisted", "private", "direct"] as const;

/** What only one network asks for. It holds for all its profiles. */
function Options({ draft, change, profile }: { draft: Draft; change: Change; profile: Connected }) {
  const t = useWords();
  const { network } = profile;
  const set = (name: string) => (value: string) =>
    change((before) => withOption(before, network, name, value));
  switch (network) {
    case "wordpress":
      return (
        <TextInput
          label={t("composer.articleTitle")}
          description={t("composer.articleTitleHint")}
          data-pointer="/options/title"
          value={optionOf(draft, network, "title")}
          onChange={({ currentTarget }) => set("title")(currentTarget.value)}
        />
      );
    case "mastodon":
      return (
        <div className={classes.two}>
          <TextInput
            label={t("composer.warning")}
            data-pointer="/options/spoilerText"
            value={optionOf(draft, network, "spoilerText")}
            onChange={({ currentTarget }) => set("spoilerText")(currentTarget.value)}
          />
          <Select
            label={t("composer.visibility")}
            data-pointer="/options/visibility"
            data={visibilities.map((value) => ({ value, label: t(`composer.visibility.${value}`) }))}
            value={optionOf(draft, network, "visibility") || "public"}
            allowDeselect={false}
            onChange={(value) => set("visibility")(value === "public" || value === null ? "" : value)}
          />
        </div>
      );
    default:
      return null;
  }
}
