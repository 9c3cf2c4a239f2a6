import { Button, CopyButton, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Post } from "../../api/planning.ts";
import { useWords } from "../../messages/language.tsx";
import { Dialog } from "../../shared/Dialog.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { useToasts } from "../../shared/toast.tsx";
import { useClientLink } from "./queries.ts";

const days = [1, 3, 7, 14, 30];

/** A link for somebody without an account; it is shown this once. */
export function ClientLink({ post, onClose }: { post: Post; onClose: () => void }) {
  const t = useWords();
  const toasts = useToasts();
  const make = useClientLink();
  const [name, setName] = useState("");
  const [lasts, setLasts] = useState("7");
  return (
    <Dialog onClose={onClose} title={t("review.clientLink")}>
      {make.data ? (
        <Stack gap="md">
          <Text size="sm">{t("review.linkMade", { name: make.data.name })}</Text>
          <TextInput readOnly label={t("review.link")} value={make.data.link} />
          <Text size="sm" className="muted">
            {t("review.linkEnds")} <Moment at={make.data.expiresAt} />
          </Text>
          <Group justify="flex-end">
            <CopyButton value={make.data.link}>
              {({ copied, copy }) => (
                <Button onClick={copy} data-autofocus>
                  {t(copied ? "common.copied" : "review.copyLink")}
                </Button>
              )}
            </CopyButton>
          </Group>
        </Stack>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate(
              { name: name.trim(), posts: [post.id], days: Number(lasts) },
              { onError: toasts.failed },
            );
          }}
        >
          <Stack gap="md">
            <Text size="sm">{t("review.linkLead")}</Text>
            <TextInput
              required
              data-autofocus
              maxLength={200}
              label={t("review.linkFor")}
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
            />
            <Select
              label={t("review.linkLasts")}
              data={days.map((count) => ({ value: String(count), label: t("review.days", { count }) }))}
              value={lasts}
              allowDeselect={false}
              onChange={(value) => value && setLasts(value)}
            />
            <Group justify="flex-end">
              <Button type="submit" loading={make.isPending}>
                {t("review.makeLink")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
