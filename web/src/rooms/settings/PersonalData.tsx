import { Button, Group, NumberInput, Select, Stack, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay, useSignedIn } from "../../api/session.ts";
import { networksQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { Read } from "../../shared/Read.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { erasuresQuery, retentionQuery, useChangeRetention, useErase } from "./queries.ts";
import { RemoveDemo } from "./RemoveDemo.tsx";
import { Refusal, Section } from "./Section.tsx";
import classes from "./settings.module.css";

const firstDays = 365;

/** How long mentions are kept, and what one author may ask for. */
export function PersonalData() {
  const t = useWords();
  const mayAdminister = useMay("administer");
  const { workspace } = useSignedIn();
  const retention = useQuery(retentionQuery);
  return (
    <>
      <Section title={t("settings.retention")} lead={t("settings.retentionLead")}>
        <Read query={retention} what="settings.whatRetention">
          {({ days }) => <Retention days={days} mayChange={mayAdminister} />}
        </Read>
      </Section>
      {mayAdminister && <OneAuthor />}
      {mayAdminister && <Erasures />}
      {workspace.isDemo && workspace.role === "owner" && <RemoveDemo />}
    </>
  );
}

function Retention({ days: kept, mayChange }: { days: number | null; mayChange: boolean }) {
  const t = useWords();
  const toasts = useToasts();
  const change = useChangeRetention();
  const [days, setDays] = useState<number | null>(kept);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ days }, { onSuccess: () => toasts.done(t("settings.saved")) });
      }}
    >
      <Refusal error={change.error} />
      <Stack gap="md">
        <Switch
          label={t("settings.retentionLimit")}
          disabled={!mayChange}
          checked={days !== null}
          onChange={({ currentTarget }) => setDays(currentTarget.checked ? (kept ?? firstDays) : null)}
        />
        {days !== null && (
          <NumberInput
            label={t("settings.retentionDays")}
            min={1}
            max={36_500}
            w={200}
            disabled={!mayChange}
            value={days}
            onChange={(value) => setDays(Number(value) || 1)}
          />
        )}
        {mayChange && (
          <div>
            <Button
              type="submit"
              variant="default"
              loading={change.isPending}
              disabled={days === kept}
              color={days !== null && (kept === null || days < kept) ? "red" : undefined}
            >
              {t("common.save")}
            </Button>
          </div>
        )}
      </Stack>
    </form>
  );
}

/** Their data handed over, or erased for good: typed out once more first. */
function OneAuthor() {
  const t = useWords();
  const toasts = useToasts();
  const networks = useQuery(networksQuery);
  const erase = useErase();
  const [network, setNetwork] = useState("mastodon");
  const [author, setAuthor] = useState("");
  const [again, setAgain] = useState("");
  const handle = author.trim().replace(/^@/, "");
  const query = new URLSearchParams({ network, author: handle });
  return (
    <Section title={t("settings.author")} lead={t("settings.authorLead")}>
      <Refusal error={erase.error} />
      <Stack gap="md">
        <Group align="end" gap="sm">
          <Select
            label={t("settings.network")}
            allowDeselect={false}
            w={180}
            data={networks.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            value={network}
            onChange={(value) => value && setNetwork(value)}
          />
          <TextInput
            label={t("settings.handle")}
            placeholder="@marie"
            autoComplete="off"
            flex={1}
            miw={180}
            value={author}
            onChange={({ currentTarget }) => setAuthor(currentTarget.value)}
          />
          <Button
            component="a"
            variant="default"
            leftSection={<Icon name="download" />}
            href={handle ? `/api/v1/personal-data/export?${query}` : undefined}
            aria-disabled={handle === ""}
            download
          >
            {t("settings.exportAuthor")}
          </Button>
        </Group>
        {handle !== "" && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              erase.mutate(
                { network, author: handle },
                {
                  onSuccess: ({ mentions }) => {
                    toasts.done(t("settings.erased", { count: mentions }));
                    setAuthor("");
                    setAgain("");
                  },
                },
              );
            }}
          >
            <Group align="end" gap="sm">
              <TextInput
                label={t("settings.eraseAgain", { handle })}
                autoComplete="off"
                flex={1}
                miw={200}
                value={again}
                onChange={({ currentTarget }) => setAgain(currentTarget.value)}
              />
              <Button
                type="submit"
                color="red"
                loading={erase.isPending}
                disabled={again.trim().replace(/^@/, "") !== handle}
              >
                {t("settings.erase")}
              </Button>
            </Group>
          </form>
        )}
      </Stack>
    </Section>
  );
}

function Erasures() {
  const t = useWords();
  const erasures = useQuery(erasuresQuery);
  return (
    <Section title={t("settings.erasures")} lead={t("settings.erasuresLead")}>
      <Read query={erasures} what="settings.whatErasures">
        {({ items }) =>
          items.length === 0 ? (
            <p className="third">{t("settings.noErasures")}</p>
          ) : (
            <ul className={classes.lines}>
              {items.map((one) => (
                <li key={one.id}>
                  <div>
                    {t("settings.erasedLine", { count: one.mentions, network: one.network, name: one.by })}
                  </div>
                  <div className="third">
                    <Moment at={one.at} />
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </Section>
  );
}
