import { Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useIntl } from "react-intl";
import { useMay } from "../../api/session.ts";
import { channelsQuery, monitorsQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { AskFirst } from "../../shared/confirm.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { IconButton } from "../../shared/IconButton.tsx";
import { Read } from "../../shared/Read.tsx";
import { Card } from "../../shared/Room.tsx";
import { useToasts } from "../../shared/toast.tsx";
import classes from "./alerts.module.css";
import { type Rule, rulesQuery, useChangeRule, useRemoveRule } from "./queries.ts";
import { ChangeRule, MakeRule } from "./RuleForm.tsx";

/** What is watched, and who is told. */
export function Rules({ isMaking, onMade }: { isMaking: boolean; onMade: () => void }) {
  const t = useWords();
  const rules = useQuery(rulesQuery);
  const mayChange = useMay("configure");
  return (
    <Card label={t("alerts.tabRules")}>
      <Read query={rules} what="alerts.whatRules">
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="bell" text={t("rules.empty")} />
          ) : (
            <ul className={classes.rules}>
              {items.map((rule) => (
                <RuleRow key={rule.id} rule={rule} mayChange={mayChange} />
              ))}
            </ul>
          )
        }
      </Read>
      {!mayChange && <p className={`${classes.padded} muted`}>{t("rules.notAllowed")}</p>}
      {isMaking && <MakeRule onClose={onMade} />}
    </Card>
  );
}

function RuleRow({ rule, mayChange }: { rule: Rule; mayChange: boolean }) {
  const t = useWords();
  const intl = useIntl();
  const toasts = useToasts();
  const monitors = useQuery(monitorsQuery);
  const channels = useQuery(channelsQuery);
  const change = useChangeRule();
  const remove = useRemoveRule();
  const [isEditing, setEditing] = useState(false);
  const monitor = monitors.data?.items.find(({ id }) => id === rule.monitor)?.name;
  const name = [t(`alerts.kind.${rule.kind}`), monitor].filter(Boolean).join(" · ");
  const told = rule.channels.map((id) => channels.data?.items.find((one) => one.id === id)?.name ?? "…");
  const compares = rule.kind === "negative-spike" || rule.kind === "volume-spike";
  return (
    <li className={classes.rule}>
      <Switch
        checked={rule.enabled}
        disabled={!mayChange}
        aria-label={t("rules.isOn", { name })}
        onChange={({ currentTarget }) =>
          change.mutate({ id: rule.id, enabled: currentTarget.checked }, { onError: toasts.failed })
        }
      />
      <div>
        <b>{name}</b>
        <div className="third">
          {compares && t("rules.sensitivityIs", { level: t(`rules.sensitivity.${rule.sensitivity}`) })}
          {rule.query}
          {rule.followers !== undefined && t("alerts.followers", { count: rule.followers })}
          {rule.falseAlarms > 0 && (
            <>
              {" · "}
              {t("rules.falseAlarms", { count: rule.falseAlarms })}
            </>
          )}
        </div>
      </div>
      <div className="third">
        {told.length > 0 ? t("rules.tells", { names: intl.formatList(told) }) : t("rules.tellsNobody")}
      </div>
      <div hidden={!mayChange}>
        <IconButton
          icon="pencil"
          label={t("rules.edit")}
          name={t("rules.editName", { name })}
          onClick={() => setEditing(true)}
        />
        <AskFirst
          title={name}
          text={t("rules.removeText")}
          act={t("rules.remove")}
          id={rule.id}
          change={remove}
          done={t("rules.removed")}
        >
          {(ask) => (
            <IconButton
              icon="trash"
              label={t("rules.remove")}
              name={t("rules.removeName", { name })}
              onClick={ask}
            />
          )}
        </AskFirst>
      </div>
      {isEditing && <ChangeRule rule={rule} name={name} onClose={() => setEditing(false)} />}
    </li>
  );
}
