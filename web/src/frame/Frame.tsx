import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createLazyRoute, Outlet, useMatchRoute } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { onSignedOut } from "../api/client.ts";
import { connectLive, type LiveKind, onLiveReturn, useLive } from "../api/live.ts";
import { sessionQuery } from "../api/session.ts";
import { useWords } from "../messages/language.tsx";
import { LoadError } from "../shared/LoadError.tsx";
import { Loading } from "../shared/Loading.tsx";
import { Banner } from "./Banner.tsx";
import { BottomBar } from "./BottomBar.tsx";
import classes from "./frame.module.css";
import { Menu } from "./Menu.tsx";
import { rooms } from "./rooms.ts";
import { useFrameShortcuts } from "./shortcuts.ts";
import { TopBar } from "./TopBar.tsx";

const Entry = lazy(() => import("../entry/Entry.tsx").then((part) => ({ default: part.Entry })));
const NoWorkspace = lazy(() => import("../entry/Entry.tsx").then((part) => ({ default: part.NoWorkspace })));
const readSessionEnded = () => import("../entry/SessionEnded.tsx");
const SessionEnded = lazy(() => readSessionEnded().then((part) => ({ default: part.SessionEnded })));
const Palette = lazy(() => import("./Palette.tsx"));
const KeyMap = lazy(() => import("./KeyMap.tsx"));
const Composer = lazy(() => import("../rooms/composer/Composer.tsx"));

/** What is not for now is read once the room has had its time to come up. */
const quietMilliseconds = 3000;

/** Whoever is not signed in sees the entry instead of the room asked for, and then that room. */
function Frame() {
  const session = useQuery(sessionQuery);
  if (session.isError && !session.data)
    return <LoadError what="common.theApp" error={session.error} onRetry={() => void session.refetch()} />;
  if (!session.data) return <Loading />;
  if (session.data.state === "signed-in" && session.data.workspace)
    return <Desk key={session.data.workspace.id} />;
  return (
    <Suspense fallback={<Loading />}>
      {session.data.state === "signed-in" ? <NoWorkspace /> : <Entry session={session.data} />}
    </Suspense>
  );
}

export const frameLazyRoute = createLazyRoute("/frame")({ component: Frame });

function Desk() {
  const t = useWords();
  const { compose, at } = frameLazyRoute.useSearch();
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const [hasEnded, setEnded] = useState(false);
  useEffect(() => connectLive(), []);
  useEffect(() => onSignedOut(() => setEnded(true)), []);
  useEffect(() => {
    // Before it is wanted: by then the server may be another one, which has its files under other names.
    const timer = setTimeout(() => void readSessionEnded(), quietMilliseconds);
    return () => clearTimeout(timer);
  }, []);
  useFreshData();
  useFrameShortcuts({ openPalette: () => setOpen("palette"), openKeys: () => setOpen("keys") });
  const current = useCurrentRoom();
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#room">
        {t("frame.skip")}
      </a>
      <TopBar openPalette={() => setOpen("palette")} openKeys={() => setOpen("keys")} />
      <Banner />
      <div className={classes.below}>
        <Menu current={current} />
        <main id="room" tabIndex={-1} className={classes.main}>
          <Outlet />
        </main>
        {compose && (
          <aside className={classes.panel} aria-label={t("rooms.composer")}>
            <Suspense fallback={<Loading />}>
              <Composer post={compose === "new" ? null : compose} at={at ?? null} />
            </Suspense>
          </aside>
        )}
      </div>
      <BottomBar current={current} />
      {open === "palette" && (
        <Suspense fallback={null}>
          <Palette onClose={() => setOpen(null)} openKeys={() => setOpen("keys")} />
        </Suspense>
      )}
      {open === "keys" && (
        <Suspense fallback={null}>
          <KeyMap room={current} onClose={() => setOpen(null)} />
        </Suspense>
      )}
      {hasEnded && (
        <Suspense fallback={null}>
          <SessionEnded onSignedIn={() => setEnded(false)} />
        </Suspense>
      )}
    </div>
  );
}

function useCurrentRoom() {
  const matches = useMatchRoute();
  return rooms.find(({ path }) => matches({ to: path, fuzzy: true }))?.path ?? null;
}

/** What a live event makes stale is read again, at most twice a second; all of it when a lost line is back. */
function useFreshData(): void {
  const client = useQueryClient();
  useEffect(() => onLiveReturn(() => void client.invalidateQueries()), [client]);
  useStaleOn("publication", publicationKeys);
  useStaleOn("alert", alertKeys);
  useStaleOn("hold", holdKeys);
}

const publicationKeys = ["publications", "posts", "calendar"] as const;
const alertKeys = ["alerts"] as const;
const holdKeys = ["holds", ...publicationKeys] as const;
const atMostEveryMilliseconds = 500;

function useStaleOn(kind: LiveKind, keys: readonly string[]): void {
  const client = useQueryClient();
  const [pending] = useState<{ timer: ReturnType<typeof setTimeout> | null }>({ timer: null });
  const hear = useCallback(() => {
    pending.timer ??= setTimeout(() => {
      pending.timer = null;
      for (const key of keys) void client.invalidateQueries({ queryKey: [key] });
    }, atMostEveryMilliseconds);
  }, [client, keys, pending]);
  useLive(kind, hear);
}
