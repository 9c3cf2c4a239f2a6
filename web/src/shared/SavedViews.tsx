import { Button, Group, Menu, Modal, Stack, TextInput } from "@mantine/core";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Item, PostBody } from "../api/bodies.ts";
import { api, ask } from "../api/client.ts";
import { useWords } from "../messages/language.tsx";
import { FormFaults } from "./form.tsx";
import { Icon } from "./Icon.tsx";
import { sentenceOf, useToasts } from "./toast.tsx";

type SavedView = Item<"/api/v1/saved-views">;
type Written = PostBody<"/api/v1/saved-views">;
type Room = Written["room"];

const viewsQuery = (room: Room) =>
  queryOptions({
    queryKey: ["saved-views", room],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/saved-views", { params: { query: { room } }, signal })),
  });

/**
 * A person's named filters of a room. Nothing but the address changes when one is chosen.
 * @param props.search what the address says now, without what is only looked at for a moment
 * @param props.onChoose with what was kept: to be read as an address is
 */
export default function SavedViews(props: {
  room: Room;
  search: object;
  onChoose: (search: Record<string, unknown>) => void;
}) {
  const { room } = props;
  const t = useWords();
  const toasts = useToasts();
  const client = useQueryClient();
  const views = useQuery(viewsQuery(room));
  const [isNaming, setNaming] = useState(false);
  const onSettled = () => client.invalidateQueries({ queryKey: ["saved-views"] });
  const keep = useMutation({
    mutationFn: (body: Written) => ask(api.POST("/api/v1/saved-views", { body })),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: ({ id }: SavedView) =>
      ask(api.DELETE("/api/v1/saved-views/{id}", { params: { path: { id } } })),
    onSettled,
  });
  const search = JSON.parse(JSON.stringify(props.search)) as Written["search"];
  const items = views.data?.items ?? [];
  const current = items.find((view) => isSame(view.search, search));
  const forget = (view: SavedView) =>
    remove.mutate(view, {
      onError: toasts.failed,
      onSuccess: () =>
        toasts.done(t("views.removed", { name: view.name }), {
          label: t("common.undo"),
          run: () => keep.mutate({ room, name: view.name, search: view.search }, { onError: toasts.failed }),
        }),
    });
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            leftSection={<Icon name="star" size={14} />}
            rightSection={<Icon name="chevron-down" size={14} />}
          >
            {current?.name ?? t("views.title")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {items.map((view) => (
            <Menu.Item
              key={view.id}
              aria-current={view.id === current?.id || undefined}
              leftSection={view.id === current?.id ? <Icon name="check" size={16} /> : undefined}
              onClick={() => props.onChoose(view.search)}
            >
              {view.name}
            </Menu.Item>
          ))}
          {items.length > 0 && <Menu.Divider />}
          <Menu.Item
            leftSection={<Icon name="plus" size={16} />}
            disabled={current !== undefined || Object.keys(search).length === 0}
            onClick={() => setNaming(true)}
          >
            {t("views.keep")}
          </Menu.Item>
          {current && (
            <Menu.Item leftSection={<Icon name="trash" size={16} />} onClick={() => forget(current)}>
              {t("views.remove", { name: current.name })}
            </Menu.Item>
          )}
          {items.length === 0 && <Menu.Label>{t("views.none")}</Menu.Label>}
        </Menu.Dropdown>
      </Menu>
      {isNaming && (
        <Naming
          taken={items.map(({ name }) => name)}
          isBusy={keep.isPending}
          fault={keep.error && sentenceOf(keep.error, t("common.unreachable"), t("common.broken"))}
          onClose={() => {
            keep.reset();
            setNaming(false);
          }}
          onName={(name) =>
            keep.mutate(
              { room, name, search },
              {
                onSuccess: () => {
                  setNaming(false);
                  toasts.done(t("views.kept", { name }));
                },
              },
            )
          }
        />
      )}
    </>
  );
}

function Naming(props: {
  taken: readonly string[];
  isBusy: boolean;
  fault: string | null;
  onClose: () => void;
  onName: (name: string) => void;
}) {
  const t = useWords();
  const [name, setName] = useState("");
  const given = name.trim();
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t("views.keep")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (given !== "") props.onName(given);
        }}
      >
        <FormFaults texts={props.fault === null ? [] : [props.fault]} />
        <Stack gap="md">
          <TextInput
            label={t("views.name")}
            description={t(props.taken.includes(given) ? "views.replaces" : "views.nameHint")}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            maxLength={60}
            required
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={props.isBusy}>
              {t("common.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function isSame(one: Written["search"], other: Written["search"]): boolean {
  return inOrder(one) === inOrder(other);
}

const inOrder = (search: Written["search"]): string =>
  JSON.stringify(Object.entries(search).sort(([a], [b]) => (a < b ? -1 : 1)));
