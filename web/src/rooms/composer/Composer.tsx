import { ActionIcon, Group, Title } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useWords } from "../../messages/language.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Icon } from "../../shared/Icon.tsx";

/** Beside the room, or over it on a phone. @param props.post the id of the post to go on with; null: a new one. @param props.at the instant meant for a new one */
export default function Composer({ post }: { post: string | null; at: string | null }) {
  const t = useWords();
  const navigate = useNavigate();
  const close = () => void navigate({ to: ".", search: ({ compose: _closed, at: _at, ...rest }) => rest });
  return (
    <>
      <Group justify="space-between" p="md">
        <Title order={2}>{t(post ? "composer.edit" : "frame.newPost")}</Title>
        <ActionIcon variant="subtle" color="gray" aria-label={t("common.close")} onClick={close}>
          <Icon name="x" />
        </ActionIcon>
      </Group>
      <Empty icon="pencil" text={t("frame.unbuilt")} />
    </>
  );
}
