import { useCallback, useEffect, useRef, useState } from "react";
import { api, ask } from "../../api/client.ts";
import type { Post } from "../../api/planning.ts";
import { Problem } from "../../api/problem.ts";
import { writtenTime } from "../../shared/local-times.ts";
import { type Draft, hasSameWords, isSame, isWorthKeeping, type NewPost, writtenOf } from "./draft.ts";
import { forget, keep } from "./kept.ts";

const deviceAfterMilliseconds = 300;
const serverAfterMilliseconds = 1200;
const retryAfterMilliseconds = 5000;

export type SaveState =
  | { kind: "clean" }
  | { kind: "saved"; at: number }
  | { kind: "saving" }
  /** On this device only: `why` it is not on the server yet. */
  | { kind: "kept"; why: "offline" | "no-profile" | "not-a-draft" }
  | { kind: "refused"; problem: Problem }
  | { kind: "conflict"; theirs: Post };

/** What the server has of a post. */
interface OnServer {
  id: string;
  version: number;
  status: Post["status"];
}

/**
 * Keeps a draft: on the device at once, on the server soon after. Saves follow one another; a post that is scheduled
 * already is not changed by the way, only when the person says so.
 */
export function useSaving(input: {
  workspace: string;
  draft: Draft;
  /** As the server has it; null for a new post. */
  stored: { post: Post; draft: Draft } | null;
  /** True when `draft` was found on this device and the server does not have it. */
  isUnsaved: boolean;
  /** The post has an id from now on. */
  onNamed: (id: string) => void;
  /** It got another time elsewhere. */
  onTime: (when: Draft["when"]) => void;
}) {
  const { workspace, draft } = input;
  const [state, setState] = useState<SaveState>({ kind: "clean" });
  const [id, setId] = useState(input.stored?.post.id ?? null);
  const server = useRef<OnServer | null>(input.stored && onServerFrom(input.stored.post));
  const saved = useRef<Draft>(input.stored && !input.isUnsaved ? input.stored.draft : emptyFor(input));
  const latest = useRef(input);
  latest.current = input;
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const isClosed = useRef(false);

  const send = useCallback(
    async (body: Partial<NewPost>): Promise<Post> => {
      const known = server.current;
      const post = known
        ? await ask(
            api.PATCH("/api/v1/posts/{id}", {
              params: { path: { id: known.id } },
              body: { ...body, recurrence: undefined, version: known.version },
            }),
          )
        : await ask(api.POST("/api/v1/posts", { body: body as NewPost }));
      server.current = onServerFrom(post);
      setId(post.id);
      if (!known) {
        await forget(workspace, null);
        latest.current.onNamed(post.id);
      }
      return post;
    },
    [workspace],
  );

  /** One after the other: two saves at once would each overwrite what the other knows. */
  const inLine = useCallback(<T>(work: () => Promise<T>): Promise<T> => {
    const next = line.current.then(work, work);
    line.current = next.catch(() => undefined); // who asked is told; the next one only waits for the end
    return next;
  }, []);

  const save = useCallback(async (): Promise<void> => {
    const { draft: now } = latest.current;
    if (isClosed.current || isSame(now, saved.current)) return;
    if (server.current && server.current.status !== "draft")
      return setState({ kind: "kept", why: "not-a-draft" });
    if (now.profiles.length === 0) return setState({ kind: "kept", why: "no-profile" });
    setState({ kind: "saving" });
    try {
      await send({
        ...writtenOf(now),
        status: "draft",
        ...(now.when?.kind === "at" ? { scheduledAt: writtenTime(now.when) } : {}),
      });
      saved.current = now;
      if (isSame(now, latest.current.draft)) await forget(workspace, server.current?.id ?? null);
      setState({ kind: "saved", at: Date.now() });
    } catch (error) {
      setState(await stateAfter(error, server.current?.id));
    }
  }, [send, workspace]);

  useEffect(() => {
    if (isClosed.current || isSame(draft, saved.current) || (!server.current && !isWorthKeeping(draft)))
      return;
    const onDevice = setTimeout(
      () =>
        void keep(workspace, server.current?.id ?? null, { draft, version: server.current?.version ?? null }),
      deviceAfterMilliseconds,
    );
    const onServer = setTimeout(() => void inLine(save), serverAfterMilliseconds);
    return () => {
      clearTimeout(onDevice);
      clearTimeout(onServer);
    };
  }, [draft, workspace, inLine, save]);

  // A line that was lost, or a session: tried again until it is there.
  const isWaiting = state.kind === "kept" && state.why === "offline";
  useEffect(() => {
    if (!isWaiting) return;
    const retry = () => void inLine(save);
    const timer = setInterval(retry, retryAfterMilliseconds);
    window.addEventListener("online", retry);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", retry);
    };
  }, [isWaiting, inLine, save]);

  return {
    state,
    /** Sends it with what the person decided. @throws Problem */
    commit: (
      steps: (
        send: (body: Partial<NewPost>) => Promise<Post>,
        known: Pick<OnServer, "id" | "version"> | null,
      ) => Promise<Post>,
    ): Promise<Post> =>
      inLine(async () => {
        const known = server.current;
        const post = await steps(send, known);
        isClosed.current = true;
        if (known) await forget(workspace, known.id);
        await forget(workspace, post.id);
        await forget(workspace, null);
        return post;
      }),
    /** After a conflict: what the server has is known now, and is written over. */
    overwrite: (theirs: Post): void => {
      server.current = onServerFrom(theirs);
      saved.current = emptyFor(latest.current);
      void inLine(save);
    },
    /**
     * What the server has now, told as it happens: somebody else's words are shown before one's own meet them; a time
     * that was changed elsewhere is taken over, as nobody typed it here.
     */
    notice: (theirs: Post, asDraft: Draft): void =>
      // After what is being saved: that is one's own.
      void inLine(async () => {
        const known = server.current;
        if (isClosed.current || known?.id !== theirs.id || theirs.version <= known.version) return;
        if (!hasSameWords(asDraft, latest.current.draft)) return setState({ kind: "conflict", theirs });
        server.current = onServerFrom(theirs);
        saved.current = asDraft;
        latest.current.onTime(asDraft.when);
      }),
    /** After a conflict: as the server has it. */
    adopt: (theirs: Post, asDraft: Draft): void => {
      server.current = onServerFrom(theirs);
      saved.current = asDraft;
      void forget(workspace, theirs.id);
      setState({ kind: "saved", at: Date.now() });
    },
    fail: async (error: unknown): Promise<void> => setState(await stateAfter(error, server.current?.id)),
    /** Of the post, once it has one. */
    id,
    discard: async (): Promise<void> => {
      isClosed.current = true;
      const known = server.current;
      await inLine(async () => {
        if (known) await ask(api.DELETE("/api/v1/posts/{id}", { params: { path: { id: known.id } } }));
      });
      await forget(workspace, known?.id ?? null);
      await forget(workspace, null);
    },
  };
}

function onServerFrom({ id, version, status }: Post): OnServer {
  return { id, version, status };
}

/** What nobody has saved: differs from anything that is worth keeping. */
function emptyFor({ draft }: { draft: Draft }): Draft {
  return { ...draft, text: "\0" };
}

async function stateAfter(error: unknown, id: string | undefined): Promise<SaveState> {
  if (!(error instanceof Problem)) throw error;
  if (error.code === "changed_meanwhile" && id) {
    const theirs = await ask(api.GET("/api/v1/posts/{id}", { params: { path: { id } } })).catch(() => null);
    if (theirs) return { kind: "conflict", theirs };
  }
  const mayPass = error.status === 0 || error.status === 401 || error.status === 429 || error.status >= 500;
  return mayPass ? { kind: "kept", why: "offline" } : { kind: "refused", problem: error };
}
