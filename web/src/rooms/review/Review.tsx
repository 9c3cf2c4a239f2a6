import { Checkbox, Tabs } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { leavesAt, type Post } from "../../api/planning.ts";
import { useMay } from "../../api/session.ts";
import { isLetterFree } from "../../frame/shortcuts.ts";
import { useWords } from "../../messages/language.tsx";
import { Empty } from "../../shared/Empty.tsx";
import { NetworkIcon } from "../../shared/Icon.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { Read } from "../../shared/Read.tsx";
import { Card, Room } from "../../shared/Room.tsx";
import { BulkApproval } from "./BulkApproval.tsx";
import { reviewPostsQuery } from "./queries.ts";
import { ReviewPane } from "./ReviewPane.tsx";
import classes from "./review.module.css";
import { reviewTabs } from "./route.ts";

/** What waits for a decision, soonest first, beside the whole of what would go out. */
function Review() {
  const t = useWords();
  const { tab = "waiting", post: wanted } = reviewLazyRoute.useSearch();
  const navigate = reviewLazyRoute.useNavigate();
  const isWide = useMediaQuery("(min-width: 769px)", true, { getInitialValueInEffect: false });
  const waiting = useQuery(reviewPostsQuery("waiting"));
  const sentBack = useQuery(reviewPostsQuery("sentBack"));
  const shown = tab === "waiting" ? waiting : sentBack;
  const posts = shown.data ?? [];
  const selected = posts.find(({ id }) => id === wanted) ?? (isWide ? posts[0] : undefined);
  const mayApprove = useMay("approve");
  const isDeciding = mayApprove && tab === "waiting";
  /** By id, the version that was looked at: nobody approves what they have not had on screen. */
  const [seen, setSeen] = useState<ReadonlyMap<string, number>>(new Map());
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const { id: shownId, version: shownVersion } = selected ?? {};
  useEffect(() => {
    if (shownId && shownVersion) setSeen((before) => new Map(before).set(shownId, shownVersion));
  }, [shownId, shownVersion]);
  const isSeen = (post: Post) => seen.get(post.id) === post.version;
  const pick = (id: string) =>
    setPicked((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const together = isDeciding ? posts.filter((post) => picked.has(post.id) && isSeen(post)) : [];
  const open = (post: string | undefined) =>
    void navigate({ search: (search) => ({ ...search, post }), replace: true, resetScroll: false });
  const at = selected ? posts.indexOf(selected) : -1;
  useWalk((step) => {
    const next = posts[at + step];
    if (next) open(next.id);
  });
  return (
    <Room title={t("rooms.review")}>
      <Tabs
        value={tab}
        onChange={(value) => {
          const next = reviewTabs.find((name) => name === value);
          void navigate({
            search: ({ compose }) => ({ ...(compose ? { compose } : {}), tab: next }),
            replace: true,
          });
        }}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="waiting">{t("review.waiting", { count: waiting.data?.length ?? 0 })}</Tabs.Tab>
          <Tabs.Tab value="sentBack">{t("review.sentBack", { count: sentBack.data?.length ?? 0 })}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Read query={shown} what="review.what">
            {() =>
              posts.length === 0 ? (
                <Card>
                  <Empty
                    icon="eye-check"
                    text={t(tab === "waiting" ? "review.empty" : "review.noneSentBack")}
                  />
                </Card>
              ) : (
                <div className={classes.split} data-open={selected && wanted ? true : undefined}>
                  <div className={classes.list}>
                    <ul aria-label={t("rooms.review")}>
                      {posts.map((post) => (
                        <Row
                          key={post.id}
                          post={post}
                          isSelected={post === selected}
                          onOpen={() => open(post.id)}
                          pick={
                            isDeciding && {
                              isPicked: picked.has(post.id) && isSeen(post),
                              isSeen: isSeen(post),
                              toggle: () => pick(post.id),
                            }
                          }
                        />
                      ))}
                    </ul>
                    {isDeciding && (
                      <BulkApproval
                        posts={together}
                        onDone={(left) => setPicked(new Set(left.map(({ id }) => id)))}
                      />
                    )}
                  </div>
                  {selected && (
                    <ReviewPane
                      key={selected.id}
                      post={selected}
                      onBack={() => open(undefined)}
                      onDecided={() => open(isWide ? (posts[at + 1] ?? posts[at - 1])?.id : undefined)}
                    />
                  )}
                </div>
              )
            }
          </Read>
        </Tabs.Panel>
      </Tabs>
    </Room>
  );
}

export const reviewLazyRoute = createLazyRoute("/frame/review")({ component: Review });

function Row(props: {
  post: Post;
  isSelected: boolean;
  onOpen: () => void;
  /** False where nothing is decided. */
  pick: { isPicked: boolean; isSeen: boolean; toggle: () => void } | false;
}) {
  const t = useWords();
  const { post, pick } = props;
  const leaves = leavesAt(post);
  return (
    <li className={classes.pickable}>
      {pick && (
        <Checkbox
          className={classes.pick}
          aria-label={t(pick.isSeen ? "review.pick" : "review.pickUnseen", { text: post.text.slice(0, 60) })}
          title={pick.isSeen ? undefined : t("review.seeFirst")}
          checked={pick.isPicked}
          disabled={!pick.isSeen}
          onChange={pick.toggle}
        />
      )}
      <button
        type="button"
        className={classes.row}
        data-picks={pick ? true : undefined}
        aria-current={props.isSelected ? "true" : undefined}
        onClick={props.onOpen}
      >
        <span className={classes.when}>
          {Number.isFinite(leaves) ? (
            <Moment at={new Date(leaves).toISOString()} relative />
          ) : (
            t("review.noTime")
          )}
          <span className={classes.networks}>
            {post.publications.map(({ id, network }) => (
              <NetworkIcon key={id} network={network} size={16} />
            ))}
          </span>
        </span>
        <span className={classes.excerpt} dir="auto">
          {post.text || t("review.noText")}
        </span>
        <span className="third">
          {post.createdBy}
          {post.version > 1 && ` · ${t("review.version", { version: post.version })}`}
        </span>
      </button>
    </li>
  );
}

/** J and K walk the list. */
function useWalk(walk: (step: 1 | -1) => void): void {
  const latest = useRef(walk);
  latest.current = walk;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isLetterFree(event)) return;
      const key = event.key.toLowerCase();
      if (key === "j") latest.current(1);
      if (key === "k") latest.current(-1);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
