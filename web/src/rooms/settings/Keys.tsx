import { Button, Checkbox, Group, Select, Stack, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useWords } from "../../messages/language.tsx";
import { AskFirst } from "../../shared/confirm.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { Read } from "../../shared/Read.tsx";
import { CopyLine } from "./CopyLine.tsx";
import { type Action, type Key, keysQuery, type Role, rolesQuery, useEndKey, useMakeKey } from "./queries.ts";
import { Refusal, Section } from "./Section.tsx";
import classes from "./settings.module.css";

/** Keys for programs: shown once, with no more rights than they need. */
export function Keys() {
  const t = useWords();
  const keys = useQuery(keysQuery);
  return (
    <>
      <MakeKey />
      <Section title={t("settings.part.keys")}>
        <Read query={keys} what="settings.whatKeys">
          {({ items }) =>
            items.length === 0 ? (
              <Empty icon="key" text={t("settings.empty")} />
            ) : (
              <ul className={classes.lines}>
                {items.map((key) => (
                  <KeyLine key={key.id} apiKey={key} />
                ))}
              </ul>
            )
          }
        </Read>
      </Section>
    </>
  );
}

function MakeKey() {
  const t = useWords();
  const make = useMakeKey();
  const table = useQuery(rolesQuery);
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("editor");
  const [scopes, setScopes] = useState<readonly Action[]>([]);
  const possible = table.data?.actions.filter(({ roles }) => roles.includes(role)) ?? [];
  return (
    <Section title={t("settings.newKey")} lead={t("settings.newKeyLead")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate({ name, role, scopes: [...scopes] }, { onSuccess: () => setName("") });
        }}
      >
        <Refusal error={make.error} />
        <Stack gap="md">
          <Group align="end" gap="sm">
            <TextInput
              label={t("settings.keyName")}
              placeholder={t("settings.keyExample")}
              required
              maxLength={200}
              flex={1}
              miw={200}
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
            />
            <Select
              label={t("settings.role")}
              allowDeselect={false}
              w={160}
              data={table.data?.roles.map((value) => ({ value, label: t(`roles.${value}`) })) ?? []}
              value={role}
              onChange={(value) => {
                setRole(table.data?.roles.find((one) => one === value) ?? role);
                setScopes([]);
              }}
            />
          </Group>
          <Checkbox.Group
            label={t("settings.scopes")}
            description={t("settings.scopesHint")}
            value={[...scopes]}
            onChange={(values) =>
              setScopes(possible.map(({ action }) => action).filter((action) => values.includes(action)))
            }
          >
            <Stack gap="xs" mt="xs">
              {possible.map(({ action }) => (
                <Checkbox key={action} value={action} label={t(`settings.action.${action}`)} />
              ))}
            </Stack>
          </Checkbox.Group>
          <div>
            <Button type="submit" loading={make.isPending}>
              {t("settings.makeKey")}
            </Button>
          </div>
        </Stack>
      </form>
      {make.data && (
        <div role="status">
          <p className={classes.plain}>{t("settings.keyShownOnce")}</p>
          <CopyLine value={make.data.key} />
        </div>
      )}
    </Section>
  );
}

function KeyLine({ apiKey }: { apiKey: Key }) {
  const t = useWords();
  const end = useEndKey();
  return (
    <li>
      <div>
        <b>{apiKey.name}</b> <code>{apiKey.prefix}…</code>
        <div className="third">
          {t(`roles.${apiKey.role}`)}
          {apiKey.scopes.length > 0 &&
            `, ${apiKey.scopes.map((scope) => t(`settings.action.${scope}`).toLocaleLowerCase()).join(", ")}`}
        </div>
        <div className="third">
          {apiKey.lastUsedAt ? (
            <>
              {t("settings.lastUsed")} <Moment at={apiKey.lastUsedAt} relative />
            </>
          ) : (
            t("settings.neverUsed")
          )}
        </div>
      </div>
      <AskFirst
        title={t("settings.endKeyName", { name: apiKey.name })}
        text={t("settings.endKeyText")}
        act={t("settings.endKey")}
        id={apiKey.id}
        change={end}
      >
        {(ask) => (
          <Button variant="default" size="compact-sm" onClick={ask}>
            {t("settings.endKey")}
          </Button>
        )}
      </AskFirst>
    </li>
  );
}
