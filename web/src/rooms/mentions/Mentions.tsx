import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import { useIntl } from "react-intl";
import { parseQuery } from "../../../../src/listening/query.ts";
import { useMay, useSignedIn } from "../../api/session.ts";
import { useLanguage, useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { LoadError } from "../../shared/LoadError.tsx";
import { Loading } from "../../shared/Loading.tsx";
import { Room } from "../../shared/Room.tsx";
import SavedViews from "../../shared/SavedViews.tsx";
import { Filters } from "./Filters.tsx";
import { pressKey } from "./keys.ts";
import { MentionList } from "./List.tsx";
import classes from "./mentions.module.css";
import { Nothing } from "./Nothing.tsx";
import { useNewer } from "./newer.ts";
import {
  countQuery,
  exportAddress,
  type ListFilters,
  type Mention,
  mentionQuery,
  mentionsQuery,
} from "./queries.ts";
import { Reading, sourceOf } from "./Reading.tsx";
import { Search } from "./Search.tsx";
import { Selection } from "./Selection.tsx";
import { keptOf, type MentionsSearch, readMentionsSearch } from "./search.ts";
import { useSteady } from "./steady.ts";
import { foldStories } from "./stories.ts";
import { type Triage, useRoomKeys, useTriage } from "./triage.ts";
import { Views } from "./Views.tsx";
import { filtersOf, isInView, viewFilters, viewOf, withoutEmpty } from "./view.ts";

const Monitors = lazy(() => import("./Monitors.tsx"));

const mostSelected = 500;

/** What was said, to be read, sorted out and corrected; the list left, one mention right. */
function Mentions() {
  const t = useWords();
  const intl = useIntl();
  const search = mentionsLazyRoute.useSearch();
  const navigate = mentionsLazyRoute.useNavigate();
  const { user, workspace } = useSignedIn();
  const { language } = useLanguage();
  const mayConfigure = useMay("configure");
  const triage = useTriage();
  const view = viewOf(search);
  // A period by its name ends where it was chosen: a list that slides under the reader would jump.
  const filters = useSteady(
    useMemo(() => filtersOf(search, Date.now()), [search]),
    search,
  );
  const asked: ListFilters = useMemo(
    () => ({ ...filters, ...viewFilters(view, user.id) }),
    [filters, view, user.id],
  );
  const list = useInfiniteQuery(mentionsQuery(asked));
  const count = useQuery(countQuery(asked));
  const fresh = useNewer(asked, list.data?.pages);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  /** The mention that is being answered. */
  const [replying, setReplying] = useState<string | null>(null);
  const mayPublish = useMay("publish");

  const change = useCallback(
    (next: Partial<MentionsSearch>, isStep = false) =>
      void navigate({
        search: (before) => withoutEmpty({ ...before, view: viewOf(before), open: undefined, ...next }),
        replace: !isStep,
      }),
    [navigate],
  );
  const open = useCallback(
    (id: string | undefined) =>
      void navigate({ search: (before) => withoutEmpty({ ...before, open: id }), replace: true }),
    [navigate],
  );

  const mentions = useMemo(() => {
    const all = list.data?.pages.flatMap(({ items }) => items) ?? [];
    return all.filter((mention) => isInView(mention, view, user.id));
  }, [list.data, view, user.id]);
  const rows = useMemo(() => foldStories(mentions, unfolded), [mentions, unfolded]);
  const openRow = rows.findIndex(({ mention }) => mention.id === search.open);
  const single = useQuery({
    ...mentionQuery(search.open ?? ""),
    enabled: search.open !== undefined && openRow === -1 && list.isSuccess,
  });
  const current = rows[openRow]?.mention ?? (search.open ? single.data : undefined) ?? null;
  const handles = useMemo(
    () => [...new Set(mentions.flatMap(({ author }) => author?.handle ?? []))].slice(0, 200),
    [mentions],
  );
  const query = useMemo(() => {
    const parsed = search.q === undefined ? null : parseQuery(search.q);
    return parsed?.kind === "query" ? parsed.query : null;
  }, [search.q]);

  const unfold = (story: string) => setUnfolded((before) => toggled(before, story));
  const walk = (step: number, isExtending: boolean) => {
    const next = rows[openRow === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, openRow + step))];
    if (!next) return;
    if (isExtending && current)
      setSelected((before) =>
        before.size >= mostSelected ? before : new Set([...before, current.id, next.mention.id]),
      );
    open(next.mention.id);
  };
  /** What was decided leaves the list, and the next one is read. */
  const goOn = (gone: readonly Mention[]) => {
    const left = new Set(gone.map(({ id }) => id));
    setSelected(new Set());
    if (view === "all" || current === null || !left.has(current.id)) return;
    const next = rows.slice(openRow + 1).find(({ mention }) => !left.has(mention.id));
    const before = rows.slice(0, Math.max(0, openRow)).findLast(({ mention }) => !left.has(mention.id));
    open((next ?? before)?.mention.id);
  };
  const chosen = (): Mention[] =>
    selected.size > 0 ? mentions.filter(({ id }) => selected.has(id)) : current ? [current] : [];
  const leaving = (act: Triage["done"]) => (given: readonly Mention[]) => {
    act(given);
    goOn(given);
  };
  const deciding = {
    ...triage,
    done: leaving(triage.done),
    hide: leaving(triage.hide),
    later: leaving(triage.later),
  };
  useRoomKeys((key, isShifted) =>
    pressKey(key, isShifted, {
      walk,
      label: (label) => triage.label(chosen(), label),
      done: () => deciding.done(chosen()),
      hide: () => deciding.hide(chosen()),
      later: () => deciding.later(chosen()),
      assignToMe: () => triage.assign(chosen(), user.id),
      select: () => current && setSelected((before) => toggled(before, current.id)),
      unfold: () => current && unfold(current.story),
      reply: () => {
        if (!current || !mayPublish) return false;
        setReplying(current.id);
        return true;
      },
      openSource: () => {
        const source = current && sourceOf(current);
        if (source) window.open(source, "_blank", "noopener,noreferrer");
        return source !== null;
      },
      close: () => {
        if (selected.size > 0) setSelected(new Set());
        else if (search.open) open(undefined);
        return selected.size > 0 || search.open !== undefined;
      },
    }),
  );

  const { fetchNextPage, isFetchingNextPage } = list;
  const readMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  return (
    <Room
      title={t("rooms.mentions")}
      filters={
        count.data && (
          <output className={classes.count} data-count={count.data.count}>
            {t(count.data.exact ? "mentions.count" : "mentions.countAtLeast", { count: count.data.count })}
          </output>
        )
      }
      actions={
        <>
          <SavedViews
            room="mentions"
            search={keptOf(search)}
            onChoose={(kept) => void navigate({ search: keptOf(readMentionsSearch(kept)) })}
          />
          {(count.data?.count ?? 0) > 0 && (
            <Button
              size="xs"
              variant="subtle"
              component="a"
              className={classes.export}
              aria-label={t("mentions.export")}
              href={exportAddress(asked, workspace.timeZone, language)}
              download
              leftSection={<Icon name="download" size={16} />}
            >
              {t("mentions.export")}
            </Button>
          )}
          {search.q && query && mayConfigure && (
            <Button
              size="xs"
              variant="subtle"
              leftSection={<Icon name="plus" size={16} />}
              onClick={() => change({ monitors: "new", open: search.open }, true)}
            >
              {t("mentions.saveAsMonitor")}
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            leftSection={<Icon name="radar-2" size={16} />}
            onClick={() => change({ monitors: "all", open: search.open }, true)}
          >
            {t("mentions.manage")}
          </Button>
        </>
      }
    >
      <div className={classes.bar}>
        <Search
          query={search.q ?? ""}
          handles={handles}
          onSearch={(q) => change({ q: q === "" ? undefined : q })}
        />
        <div className={classes.tools}>
          <Views view={view} filters={filters} onChange={(next) => change({ view: next })} />
          <Filters search={search} onChange={change} />
        </div>
      </div>
      <div className={classes.panes} data-reading={current !== null || undefined}>
        <section className={classes.left} aria-label={t("mentions.list")}>
          {fresh.count > 0 && (
            <Button className={classes.fresh} size="compact-sm" onClick={fresh.show}>
              {t("mentions.newOnes", { count: fresh.count })}
            </Button>
          )}
          <Selection
            count={selected.size}
            more={Math.min(mentions.length, mostSelected) - selected.size}
            progress={triage.progress}
            onAll={() => setSelected(new Set(mentions.slice(0, mostSelected).map(({ id }) => id)))}
            onNone={() => setSelected(new Set())}
            onDone={() => deciding.done(chosen())}
            onLater={() => deciding.later(chosen())}
            onHide={() => deciding.hide(chosen())}
          />
          {list.isError && !list.data ? (
            <LoadError what="mentions.what" error={list.error} onRetry={() => void list.refetch()} />
          ) : !list.data ? (
            <Loading rows={6} height={80} onRetry={() => void list.refetch()} />
          ) : rows.length === 0 && !list.hasNextPage ? (
            <Nothing search={search} view={view} onChange={change} />
          ) : (
            <MentionList
              rows={rows}
              total={count.data?.count ?? null}
              openId={search.open ?? null}
              selected={selected}
              hasMore={list.hasNextPage && !list.isPlaceholderData}
              pages={list.data.pages.length}
              onMore={readMore}
              onOpen={open}
              onUnfold={unfold}
            />
          )}
        </section>
        <section className={classes.right} aria-label={t("mentions.reading")}>
          {current ? (
            <Reading
              key={current.id}
              mention={current}
              query={query}
              triage={deciding}
              isReplying={replying === current.id}
              onReply={(isReplying) => setReplying(isReplying ? current.id : null)}
              // It leaves the list, and stays in front of who answered it: to see the answer go out.
              onAnswered={() => triage.done([current])}
              isUnfolded={unfolded.has(current.story)}
              onUnfold={() => unfold(current.story)}
              onOpenMonitor={(id) => change({ monitors: id, open: search.open }, true)}
              onClose={() => open(undefined)}
            />
          ) : (
            <div className={classes.hint}>
              <Icon name="keyboard" size={32} />
              <p>{t("mentions.hint")}</p>
            </div>
          )}
        </section>
      </div>
      {search.monitors && (
        <Suspense fallback={null}>
          <Monitors
            at={search.monitors}
            query={search.monitors === "new" ? (search.q ?? "") : ""}
            handles={handles}
            onGo={(monitors) => change({ monitors, open: search.open })}
          />
        </Suspense>
      )}
      <p className={classes.hiddenLegend} aria-live="polite">
        {count.data && intl.formatNumber(count.data.count)}
      </p>
    </Room>
  );
}

export const mentionsLazyRoute = createLazyRoute("/frame/mentions")({ component: Mentions });

function toggled<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}
