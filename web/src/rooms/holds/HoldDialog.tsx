import { Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { networksQuery, profilesQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { Dialog } from "../../shared/Dialog.tsx";
import { FormFaults } from "../../shared/form.tsx";
import { NetworkIcon } from "../../shared/Icon.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { sentenceOf, useToasts } from "../../shared/toast.tsx";
import classes from "./holds.module.css";
import { plannedQuery, usePlaceHold } from "./queries.ts";

const mostShown = 6;

/**
 * Says what stops before it stops.
 * @param props.brand whose profiles it is over unless something else is chosen; null: the whole workspace
 */
export function HoldDialog(props: {
  brand: { id: string; name: string } | null;
  /** Whose queue is offered to be stopped first, where no brand is; absent or null: everybody's. */
  profile?: string | null;
  /** The brand of which too much is said, for a first reason; null: the person says why. */
  about: string | null;
  alert: string | null;
  onClose: () => void;
}) {
  const { brand, about, alert } = props;
  const t = useWords();
  const toasts = useToasts();
  const place = usePlaceHold();
  const planned = useQuery(plannedQuery);
  const profiles = useQuery(profilesQuery);
  const networks = useQuery(networksQuery);
  const [scope, setScope] = useState(brand ? "brand" : (props.profile ?? "workspace"));
  const [reason, setReason] = useState(about === null ? "" : t("holds.reasonExample", { name: about }));
  const all = profiles.data?.items ?? [];
  const networkName = (id: string) => networks.data?.items.find((network) => network.id === id)?.name ?? id;
  const isOver = (profile: string) =>
    scope === "workspace" ||
    scope === profile ||
    (scope === "brand" && all.some(({ id, brand: of }) => id === profile && of === brand?.id));
  const stopped = planned.data?.filter(({ profile }) => isOver(profile)) ?? [];
  const count = stopped.length;
  return (
    <Dialog onClose={props.onClose} size="lg" title={t("holds.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          place.mutate(
            {
              reason,
              alert,
              ...(scope === "brand" && brand ? { brand: brand.id } : {}),
              ...(scope === "brand" || scope === "workspace" ? {} : { profile: scope }),
            },
            {
              onSuccess: ({ publications }) => {
                toasts.done(t("holds.placed", { count: publications.length }));
                props.onClose();
              },
            },
          );
        }}
      >
        <Stack gap="md">
          {place.error && (
            <FormFaults texts={[sentenceOf(place.error, t("common.unreachable"), t("common.broken"))]} />
          )}
          <Select
            label={t("holds.scope")}
            allowDeselect={false}
            value={scope}
            onChange={(value) => value && setScope(value)}
            data={[
              ...(brand ? [{ value: "brand", label: t("holds.scopeBrand", { name: brand.name }) }] : []),
              { value: "workspace", label: t("holds.scopeWorkspace") },
              ...all.map(({ id, name, network }) => ({
                value: id,
                label: t("holds.scopeProfile", { name, network: networkName(network) }),
              })),
            ]}
          />
          <TextInput
            label={t("holds.reason")}
            description={t("holds.reasonHint")}
            required
            maxLength={500}
            data-autofocus={about === null || undefined}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <div>
            <Text size="sm" mb="xs">
              {t("holds.stops", { count })}
            </Text>
            <ul className={classes.stopped}>
              {stopped.slice(0, mostShown).map((one) => (
                <li key={one.id}>
                  <NetworkIcon network={one.network} name={networkName(one.network)} size={16} />
                  {one.scheduledAt && <Moment at={one.scheduledAt} />}
                  <span>{one.text}</span>
                </li>
              ))}
            </ul>
            {count > mostShown && (
              <Text size="sm" className="third">
                {t("holds.more", { count: count - mostShown })}
              </Text>
            )}
          </div>
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t("common.cancel")}
            </Button>
            <Button
              type="submit"
              color="red"
              loading={place.isPending}
              data-autofocus={about !== null || undefined}
            >
              {t("holds.act", { count })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
