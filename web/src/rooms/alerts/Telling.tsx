import { Fieldset, Group, MultiSelect, NumberInput, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { channelsQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import type { Rule } from "./queries.ts";

export type HowTold = Pick<Rule, "channels" | "escalation">;

const firstAfterMinutes = 30;

/** Which channels are told, and which when nobody acknowledges. */
export function Telling({ value, onChange }: { value: HowTold; onChange: (value: HowTold) => void }) {
  const t = useWords();
  const channels = useQuery(channelsQuery);
  const data = channels.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  if (channels.data && data.length === 0)
    return (
      <p className="muted">
        {t("rules.noChannels")}{" "}
        <Link to="/settings" search={{ part: "channels" }}>
          {t("rooms.settings")}
        </Link>
      </p>
    );
  const { escalation } = value;
  return (
    <>
      <MultiSelect
        label={t("rules.channels")}
        description={t("rules.channelsHint")}
        data={data}
        value={value.channels}
        onChange={(chosen) => onChange({ ...value, channels: chosen })}
      />
      <Switch
        label={t("rules.escalate")}
        checked={escalation !== null}
        onChange={({ currentTarget }) =>
          onChange({
            ...value,
            escalation: currentTarget.checked ? { afterMinutes: firstAfterMinutes, channels: [] } : null,
          })
        }
      />
      {escalation && (
        <Fieldset variant="unstyled">
          <Group align="end" gap="md">
            <NumberInput
              label={t("rules.escalateAfter")}
              min={1}
              max={10_080}
              w={160}
              value={escalation.afterMinutes}
              onChange={(minutes) =>
                onChange({ ...value, escalation: { ...escalation, afterMinutes: Number(minutes) } })
              }
            />
            <MultiSelect
              label={t("rules.escalateTo")}
              required
              flex={1}
              data={data}
              value={escalation.channels}
              onChange={(chosen) => onChange({ ...value, escalation: { ...escalation, channels: chosen } })}
            />
          </Group>
        </Fieldset>
      )}
    </>
  );
}
