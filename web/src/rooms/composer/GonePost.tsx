import { ActionIcon, Button, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, ask } from "../../api/client.ts";
import type { Post } from "../../api/planning.ts";
import { useMay, useSignedIn } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import { Icon, NetworkIcon } from "../../shared/Icon.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { useToasts } from "../../shared/toast.tsx";
import classes from "./composer.module.css";
import { draftFrom } from "./draft.ts";
import { useConnected } from "./measures.ts";
import { Previews } from "./Previews.tsx";

/** A post that is out or on its way: looked at, opened on its network, taken as the start of another. */
export function GonePost({ post, onClose }: { post: Post; onClose: () => void }) {
  const t = useWords();
  const toasts = useToasts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { workspace } = useSignedIn();
  const mayPublish = useMay("publish");
  const connected = useConnected();
  const draft = draftFrom(post, workspace.timeZone);
  const chosen = draft.profiles.flatMap((id) => connected.find((profile) => profile.id === id) ?? []);
  const duplicate = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/posts/{id}/duplicate", { params: { path: { id: post.id } } })),
    onSuccess: (copy) => {
      void client.invalidateQueries({ queryKey: ["posts"] });
      void navigate({ to: ".", search: (search) => ({ ...search, compose: copy.id }), resetScroll: false });
    },
    onError: toasts.failed,
  });
  return (
    <div className={classes.composer}>
      <header className={classes.head}>
        <Title order={2}>{t("composer.edit")}</Title>
        <ActionIcon ms="auto" variant="subtle" color="gray" aria-label={t("common.close")} onClick={onClose}>
          <Icon name="x" />
        </ActionIcon>
      </header>
      <div className={classes.columns}>
        <div className={classes.writing}>
          <p className={classes.hint}>{t("composer.gone")}</p>
          <ul className={classes.publications}>
            {post.publications.map((publication) => (
              <li key={publication.id}>
                <NetworkIcon network={publication.network} size={16} />
                <span>
                  {connected.find(({ id }) => id === publication.profile)?.name ?? publication.network}
                </span>
                <span className="third">{t(`composer.state.${publication.state}`)}</span>
                {publication.publishedAt && <Moment at={publication.publishedAt} />}
                {publication.remoteUrl && (
                  <a href={publication.remoteUrl} target="_blank" rel="noreferrer">
                    {t("composer.openThere")} <Icon name="external-link" size={16} />
                  </a>
                )}
              </li>
            ))}
          </ul>
          {mayPublish && (
            <Button
              variant="default"
              leftSection={<Icon name="copy" />}
              loading={duplicate.isPending}
              onClick={() => duplicate.mutate()}
            >
              {t("composer.duplicate")}
            </Button>
          )}
        </div>
        <div className={classes.looking}>
          <Previews draft={draft} chosen={chosen} tab={null} />
        </div>
      </div>
    </div>
  );
}
