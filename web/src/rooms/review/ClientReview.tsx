import { Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { PostAnswer } from "../../api/bodies.ts";
import { api, ask } from "../../api/client.ts";
import { Problem } from "../../api/problem.ts";
import { useWords } from "../../messages/language.tsx";
import { Chip } from "../../shared/Chip.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { NetworkIcon } from "../../shared/Icon.tsx";
import { LoadError } from "../../shared/LoadError.tsx";
import { Loading } from "../../shared/Loading.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { PostPreview } from "../../shared/PostPreview.tsx";
import { useToasts } from "../../shared/toast.tsx";
import classes from "./review.module.css";
import { SendBack } from "./SendBack.tsx";

type Seen = PostAnswer<"/api/v1/review-links/look">;
type SeenPost = Seen["posts"][number];

/** Behind the #, so that no server and no other site reads it. */
const tokenHere = () => location.hash.slice(1);

const lookQuery = (token: string) => ({
  queryKey: ["client-review", token],
  queryFn: () => ask(api.POST("/api/v1/review-links/look", { body: { token } })),
});

/** What somebody without an account sees by their link: exactly what will go out, and two buttons. */
function ClientReview() {
  const t = useWords();
  const [token] = useState(tokenHere);
  const [name, setName] = useState("");
  const look = useQuery(lookQuery(token));
  useEffect(() => {
    document.title = `${t("client.title")} · Vigie`;
  }, [t]);
  if (
    look.isError &&
    look.error instanceof Problem &&
    (look.error.status === 404 || look.error.status === 422)
  )
    return (
      <main className={classes.client}>
        <Empty icon="link" text={t("client.ended")} />
      </main>
    );
  if (look.isError)
    return <LoadError what="client.what" error={look.error} onRetry={() => void look.refetch()} />;
  if (!look.data) return <Loading />;
  const seen = look.data;
  return (
    <main className={classes.client}>
      <header>
        <Title order={1}>{t("client.lead", { workspace: seen.workspace, count: seen.posts.length })}</Title>
        <Text size="sm" className="muted">
          {t("client.until")} <Moment at={seen.expiresAt} />
        </Text>
      </header>
      <TextInput
        label={t("client.name")}
        description={t("client.nameHint")}
        value={name}
        maxLength={100}
        autoComplete="name"
        maw={360}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      {seen.posts.map((post) => (
        <ClientPost key={post.id} post={post} token={token} name={name.trim() || seen.name} />
      ))}
    </main>
  );
}

export const clientReviewLazyRoute = createLazyRoute("/client-review")({ component: ClientReview });

function ClientPost({ post, token, name }: { post: SeenPost; token: string; name: string }) {
  const t = useWords();
  const toasts = useToasts();
  const client = useQueryClient();
  const [isSendingBack, setSendingBack] = useState(false);
  const decide = useMutation({
    mutationFn: (reason: string | null) => {
      const said = { token, post: post.id, version: post.version, name };
      return ask(
        api.POST("/api/v1/review-links/decide", {
          body: reason === null ? { ...said, verdict: "approve" } : { ...said, verdict: "send-back", reason },
        }),
      );
    },
    onSuccess: (_nothing, reason) => toasts.done(t(reason === null ? "client.approved" : "client.sentBack")),
    onError: toasts.failed,
    onSettled: () => client.invalidateQueries({ queryKey: ["client-review"] }),
  });
  return (
    <article className={classes.clientPost}>
      <div className={classes.previews}>
        {post.publications.map((publication) => (
          <ClientPublication
            key={`${publication.network} ${publication.profile}`}
            {...publication}
            token={token}
          />
        ))}
      </div>
      {post.comments.length > 0 && (
        <section className={classes.comments}>
          <ul>
            {post.comments.map(({ by, text, at }) => (
              <li key={`${at} ${by}`}>
                <b>{by}</b> <Moment at={at} />
                <p dir="auto">{text}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <footer className={classes.decide}>
        {post.review === "approved" && (
          <Chip tone="state-published" icon="circle-check" text={t("client.isApproved")} />
        )}
        {post.review === "sentBack" && (
          <Chip tone="state-approval" icon="arrow-back-up" text={t("client.isSentBack")} />
        )}
        {post.review === "waiting" &&
          (isSendingBack ? (
            <SendBack
              isBusy={decide.isPending}
              onClose={() => setSendingBack(false)}
              onSend={(reason) => decide.mutate(reason, { onSuccess: () => setSendingBack(false) })}
            />
          ) : (
            <Group gap="sm">
              <Button variant="default" onClick={() => setSendingBack(true)}>
                {t("client.ask")}
              </Button>
              <Button loading={decide.isPending} onClick={() => decide.mutate(null)}>
                {t("review.approve")}
              </Button>
            </Group>
          ))}
      </footer>
    </article>
  );
}

function ClientPublication(props: SeenPost["publications"][number] & { token: string }) {
  const t = useWords();
  const { token, media, scheduledAt, timeZone } = props;
  const urls = useImages(
    token,
    media.map(({ id }) => id),
  );
  return (
    <Stack gap={4}>
      <Text size="sm" className="muted">
        <NetworkIcon network={props.network} name="" size={14} /> <b>{props.networkName}</b>{" "}
        {scheduledAt ? (
          <>
            {t("review.leaves")} <Moment at={scheduledAt} timeZone={timeZone} />
          </>
        ) : (
          t("review.noTime")
        )}
      </Text>
      <PostPreview
        post={{
          ...props,
          name: props.profile,
          media: media.flatMap(({ id, altText }) => {
            const url = urls[id];
            return url ? [{ id, url, altText }] : [];
          }),
        }}
      />
    </Stack>
  );
}

/** Images by the link's secret, which belongs in no address: fetched once, then shown from memory. */
function useImages(token: string, ids: readonly string[]): Readonly<Record<string, string>> {
  const found = useQueries({
    queries: ids.map((media) => ({
      queryKey: ["client-image", token, media],
      queryFn: async () => {
        const blob = await ask(
          api.POST("/api/v1/review-links/image", { body: { token, media }, parseAs: "blob" }) as Promise<{
            data?: Blob;
            response: Response;
          }>,
        );
        return URL.createObjectURL(blob);
      },
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: Number.POSITIVE_INFINITY,
    })),
  });
  return Object.fromEntries(ids.flatMap((id, at) => (found[at]?.data ? [[id, found[at].data]] : [])));
}
