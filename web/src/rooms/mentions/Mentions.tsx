import { Button, SegmentedControl } from "@mantine/core";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useIntl } from "react-intl";
import { parseQuery } from "../../../../src/listening/query.ts";
import { useLive } from "../../api/live.ts";
import { useMay, useSignedIn } from "../../api/session.ts";
import { useWords } from "../../messages/language.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { Icon } from "../../shared/Icon.tsx";
import { LoadError } from "../../shared/LoadError.tsx";
import { Loading } from "../../shared/Loading.tsx";
import { Room } from "../../shared/Room.tsx";
import { Filters } from "./Filters.tsx";
import { MentionList } from "./List.tsx";
import classes from "./mentions.module.css";
import {
  countQuery,
  type ListFilters,
  type Mention,
  mentionQuery,
  mentionsQuery,
  newestQuery,
  showNewest,
} from "./queries.ts";
import { Reading, sourceOf } from "./Reading.tsx";
import { QueryInput } from "./SearchBox.tsx";
import { labels, type MentionsSearch, type View, views } from "./search.ts";
import { foldStories } from "./stories.ts";
import { useRoomKeys, useTriage } from "./triage.ts";
import { filtersOf, viewFilters, viewOf } from "./view.ts";

const Monitors = lazy(() => import("./Monitors.tsx"));

const searchAfterMilliseconds = 400;
const newestAtMostEveryMilliseconds = 2000;
const mostSelected = 500;

/** What was said, to be read, sorted out and corrected; the list left, one mention right. */
function Mentions() {
  const t = useWords();
  const intl = useIntl();
  const search = mentionsLazyRoute.useSearch();
  const navigate = mentionsLazyRoute.useNavigate();
  const { user } = useSignedIn();
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
  const decide = (act: (mentions: readonly Mention[]) => void, doesLeave: boolean) => {
    const given = chosen();
    act(given);
    if (doesLeave) goOn(given);
  };
  const deciding = {
    ...triage,
    done: (given: readonly Mention[]) => {
      triage.done(given);
      goOn(given);
    },
    hide: (given: readonly Mention[]) => {
      triage.hide(given);
      goOn(given);
    },
    later: (given: readonly Mention[]) => {
      triage.later(given);
      goOn(given);
    },
  };
  useRoomKeys((key, isShifted) => {
    const label = labels[Number(key) - 1];
    if (label) {
      decide((given) => triage.label(given, label), false);
      return true;
    }
    switch (key) {
      case "j":
      case "arrowdown":
        walk(1, isShifted);
        return true;
      case "k":
      case "arrowup":
        walk(-1, isShifted);
        return true;
      case "e":
        decide(triage.done, true);
        return true;
      case "h":
        decide(triage.hide, true);
        return true;
      case "s":
        decide(triage.later, true);
        return true;
      case "a":
        decide((given) => triage.assign(given, user.id), false);
        return true;
      case "x":
        if (current) setSelected((before) => toggled(before, current.id));
        return true;
      case "f":
        if (current) unfold(current.story);
        return true;
      case "r":
        if (!current || !mayPublish) return false;
        setReplying(current.id);
        return true;
      case "o": {
        const source = current && sourceOf(current);
        if (source) window.open(source, "_blank", "noopener,noreferrer");
        return source !== null;
      }
      case "escape":
        if (selected.size > 0) setSelected(new Set());
        else if (search.open) open(undefined);
        return selected.size > 0 || search.open !== undefined;
      default:
        return false;
    }
  });

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
          key={search.q ?? ""}
          query={search.q ?? ""}
          handles={handles}
          onSearch={(q) => change({ q: q === "" ? undefined : q })}
        />
        <Filters search={search} onChange={change} />
      </div>
      <SegmentedControl
        className={classes.views}
        size="xs"
        aria-label={t("mentions.view")}
        value={view}
        data={views.map((name) => ({ value: name, label: t(`mentions.view.${name}`) }))}
        onChange={(value) => change({ view: views.find((name) => name === value) as View })}
      />
      <div className={classes.panes} data-reading={current !== null || undefined}>
        <section className={classes.left} aria-label={t("mentions.list")}>
          {fresh.count > 0 && (
            <Button className={classes.fresh} size="compact-sm" onClick={fresh.show}>
              {t("mentions.newOnes", { count: fresh.count })}
            </Button>
          )}
          {selected.size > 0 && (
            <p className={classes.selection}>
              {t("mentions.selected", { count: selected.size })}
              <Button size="compact-xs" onClick={() => decide(triage.done, true)}>
                {t("mentions.act.done")}
              </Button>
              <Button size="compact-xs" variant="default" onClick={() => setSelected(new Set())}>
                {t("mentions.unselect")}
              </Button>
            </p>
          )}
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

/** The search as it is typed: sent when it can be read and typing paused, or at Enter. */
function Search(props: { query: string; handles: readonly string[]; onSearch: (query: string) => void }) {
  const t = useWords();
  const [value, setValue] = useState(props.query);
  const latest = useRef(props.onSearch);
  latest.current = props.onSearch;
  const isReady = value.trim() === "" || parseQuery(value).kind === "query";
  const isNew = value.trim() !== props.query;
  useEffect(() => {
    if (!isReady || !isNew) return;
    const timer = setTimeout(() => latest.current(value.trim()), searchAfterMilliseconds);
    return () => clearTimeout(timer);
  }, [value, isReady, isNew]);
  return (
    <QueryInput
      isSearch
      label={t("mentions.search")}
      placeholder={t("mentions.searchExample")}
      value={value}
      handles={props.handles}
      onChange={setValue}
      onEnter={() => {
        if (!isReady) return;
        if (isNew) props.onSearch(value.trim());
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      }}
    />
  );
}

/** Nothing found: what would be without the narrowest of the filters. */
function Nothing(props: {
  search: MentionsSearch;
  view: View;
  onChange: (change: Partial<MentionsSearch>) => void;
}) {
  const { search, view } = props;
  const t = useWords();
  const { user } = useSignedIn();
  const droppable = (["language", "label", "network", "period", "q", "monitor"] as const).find(
    (name) => search[name] !== undefined,
  );
  const without: MentionsSearch = droppable ? { ...search, [droppable]: undefined } : {};
  const filters = useSteady(filtersOf(without, Date.now()), search);
  const count = useQuery({
    ...countQuery({ ...filters, ...viewFilters(view, user.id) }),
    enabled: droppable !== undefined,
  });
  if (!droppable)
    return <Empty icon="messages" text={t(view === "all" ? "mentions.none" : `mentions.empty.${view}`)} />;
  return (
    <Empty icon="messages" text={t("mentions.empty")}>
      {count.data && count.data.count > 0 && (
        <Button variant="light" onClick={() => props.onChange({ [droppable]: undefined })}>
          {t("mentions.without", { count: count.data.count, filter: t(`mentions.filter.${droppable}`) })}
        </Button>
      )}
    </Empty>
  );
}

/** How many mentions have come that the list does not show, and how to show them: the list itself never jumps. */
function useNewer(asked: ListFilters, pages: readonly { items: readonly Mention[] }[] | undefined) {
  const client = useQueryClient();
  const newest = useQuery(newestQuery(asked));
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const { refetch } = newest;
  const hear = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      void refetch();
      void client.invalidateQueries({ queryKey: ["mentions", "count"] });
    }, newestAtMostEveryMilliseconds);
  }, [refetch, client]);
  useLive("mentions", hear);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  const count = useMemo(() => {
    const known = new Set(pages?.flatMap(({ items }) => items.map(({ id }) => id)));
    // What lies behind the last one that was read is not new, only not read yet.
    const last = pages?.at(-1)?.items.at(-1)?.publishedAt ?? "";
    return (
      newest.data?.items.filter(({ id, publishedAt }) => !known.has(id) && publishedAt >= last).length ?? 0
    );
  }, [newest.data, pages]);
  return {
    count: pages ? count : 0,
    show: () => {
      if (newest.data) showNewest(client, asked, newest.data);
    },
  };
}

/** What a decision took out of the view leaves the list at once, before the server is asked again. */
function isInView(mention: Mention, view: View, me: string): boolean {
  if (view === "all") return true;
  if (mention.triage !== "new") return false;
  const isLater = mention.laterUntil !== null && Date.parse(mention.laterUntil) > Date.now();
  if (view === "mine") return mention.assignee === me;
  return isLater === (view === "later");
}

/** A value as it was when `of` last changed in what it says. */
function useSteady<T>(value: T, of: object): T {
  const key = JSON.stringify({ ...of, open: undefined, monitors: undefined });
  const kept = useRef({ key, value });
  if (kept.current.key !== key) kept.current = { key, value };
  return kept.current.value;
}

function toggled<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}

function withoutEmpty<T extends object>(search: T): T {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T;
}
