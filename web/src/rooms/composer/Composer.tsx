import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { type Post, postQuery } from "../../api/planning.ts";
import { useSignedIn } from "../../api/session.ts";
import { profilesQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { LoadError } from "../../shared/LoadError.tsx";
import { Loading } from "../../shared/Loading.tsx";
import { localTimeOf } from "../../shared/local-times.ts";
import { type Draft, draftFrom, emptyDraft, isGone } from "./draft.ts";
import { Editor } from "./Editor.tsx";
import { GonePost } from "./GonePost.tsx";
import { type Kept, keptFor, lastProfiles } from "./kept.ts";

/**
 * Beside the room, or over it on a phone.
 * @param props.post the id of the post to go on with; null: a new one
 * @param props.at the instant meant for a new one
 */
export default function Composer({ post, at }: { post: string | null; at: string | null }) {
  const navigate = useNavigate();
  /** A new post gets its id while it is written: it stays the same text, whatever the address says then. */
  const named = useRef<{ id: string; key: string } | null>(null);
  const key =
    post !== null && named.current?.id === post ? named.current.key : `${post ?? "new"} ${at ?? ""}`;
  const close = () =>
    void navigate({ to: ".", search: ({ compose: _closed, at: _at, ...rest }) => rest, resetScroll: false });
  const name = (id: string) => {
    named.current = { id, key };
    void navigate({
      to: ".",
      search: ({ at: _at, ...search }) => ({ ...search, compose: id }),
      replace: true,
      resetScroll: false,
    });
  };
  return <Opened key={key} post={post} at={at} onNamed={name} onClose={close} />;
}

type Props = { post: string | null; at: string | null; onNamed: (id: string) => void; onClose: () => void };

/** What there is to begin with: the server's, the device's, or nothing. */
interface Start {
  draft: Draft;
  stored: { post: Post; draft: Draft } | null;
  isUnsaved: boolean;
}

function Opened({ post, at, onNamed, onClose }: Props) {
  const { workspace } = useSignedIn();
  const client = useQueryClient();
  const [start, setStart] = useState<Start | { error: unknown } | null>(null);
  const [tries, setTries] = useState(0);
  const [asked] = useState({ post, at });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each try reads anew
  useEffect(() => {
    let isCurrent = true;
    const read = async (): Promise<Start> => {
      const [kept, stored] = await Promise.all([
        keptFor(workspace.id, asked.post),
        asked.post === null ? null : client.fetchQuery({ ...postQuery(asked.post), staleTime: 0 }),
      ]);
      if (stored) return goOn(stored, kept, workspace.timeZone);
      if (kept && asked.at === null) return { draft: kept.draft, stored: null, isUnsaved: true };
      // Without the list nobody is chosen beforehand; the field that shows it says what is wrong.
      const known = await client.ensureQueryData(profilesQuery).catch(() => ({ items: [] }));
      const last = lastProfiles(workspace.id).filter((id) =>
        known.items.some((profile) => profile.id === id),
      );
      const [only, ...others] = known.items;
      const first = last.length === 0 && only && others.length === 0 ? [only.id] : last;
      const when = asked.at ? { kind: "at" as const, ...localTimeOf(asked.at, workspace.timeZone) } : null;
      return { draft: emptyDraft(first, when), stored: null, isUnsaved: false };
    };
    read().then(
      (found) => isCurrent && setStart(found),
      (error: unknown) => isCurrent && setStart({ error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [tries]);
  if (!start) return <Loading />;
  if ("error" in start)
    return (
      <LoadError
        what="composer.what"
        error={start.error}
        onRetry={() => {
          setStart(null);
          setTries(tries + 1);
        }}
      />
    );
  if (start.stored && isGone(start.stored.post)) return <Gone id={start.stored.post.id} onClose={onClose} />;
  return <Editor {...start} onNamed={onNamed} onClose={onClose} />;
}

/** What the device kept of a post, where the server has nothing newer; what both changed is told on the next save. */
function goOn(post: Post, kept: Kept | null, timeZone: string): Start {
  const stored = { post, draft: draftFrom(post, timeZone) };
  if (!kept || isGone(post)) return { draft: stored.draft, stored, isUnsaved: false };
  // Saved upon the version that was changed: the server refuses it when somebody else was faster.
  const seen = { ...stored, post: { ...post, version: kept.version ?? post.version } };
  return { draft: kept.draft, stored: seen, isUnsaved: true };
}

function Gone({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useWords();
  const post = useQuery(postQuery(id));
  if (!post.data) return <Loading />;
  if (!isGone(post.data))
    return (
      <Stack p="md" gap="sm">
        <Text size="sm">{t("composer.canChangeAgain")}</Text>
        <Group>
          <Button variant="default" onClick={onClose}>
            {t("common.close")}
          </Button>
        </Group>
      </Stack>
    );
  return <GonePost post={post.data} onClose={onClose} />;
}
