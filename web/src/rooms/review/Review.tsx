import { Checkbox, Tabs } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { leavesAt, type Post } from "../../api/planning.ts";
import { useMay } from "../../api/session.ts";
import { isLetterFree } from "../../frame/shortcuts.ts";
import { useWords } from "../../messages/language.tsx";
import type { MessageId } from "../../messages/messages.ts";
import { Empty } from "../../shared/Empty.tsx";
import { NetworkIcon } from "../../shared/Icon.tsx";
import { Moment } from "../../shared/Moment.tsx";
import { Read } from "../../shared/Read.tsx";
import { Card, Room } from "../../shared/Room.tsx";
import { useConnected } from "../composer/measures.ts";
import { BulkApproval } from "./BulkApproval.tsx";
import { reviewPostsQuery } from "./queries.ts";
import { ReviewPane } from "./ReviewPane.tsx";
import classes from "./review.module.css";
import { type ReviewTab, reviewTabs } from "./route.ts";
import { useSeen } from "./seen.ts";

/** What waits for a decision, soonest first, beside the whole of what would go out. */
function Review() {
  const t = useWords();
  const mayApprove = useMay("approve");
  const tabs = reviewTabs.filter((name) => mayApprove || name !== "waiting");
  const { tab: named, post: wanted } = reviewLazyRoute.useSearch();
  const tab = tabs.find((name) => name === named) ?? tabs[0] ?? "sentBack";
  const navigate = reviewLazyRoute.useNavigate();
  const isWide = useMediaQuery("(min-width: 769px)", true, { getInitialValueInEffect: false });
  const shown = useQuery(reviewPostsQuery(tab));
  const posts = shown.data ?? [];
  const selected = posts.find(({ id }) => id === wanted) ?? (isWide ? posts[0] : undefined);
  const isDeciding = tab === "waiting";
  const seen = useSeen(useConnected());
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const pick = (id: string) =>
    setPicked((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const together = isDeciding ? posts.filter((post) => picked.has(post.id) && seen.isWhole(post)) : [];
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
          const next = tabs.find((name) => name === value);
          void navigate({
            search: ({ compose }) => ({ ...(compose ? { compose } : {}), tab: next }),
            replace: true,
          });
        }}
        keepMounted={false}
      >
        <Tabs.List mb="md" className={classes.tabs}>
          {tabs.map((name) => (
            <CountedTab key={name} name={name} />
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Read query={shown} what="review.what">
            {() =>
              posts.length === 0 ? (
                <Card>
                  <Empty icon="eye-check" text={t(emptyWords[tab])} />
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
                              isPicked: picked.has(post.id) && seen.isWhole(post),
                              isSeen: seen.isWhole(post),
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
                      seen={seen}
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

const emptyWords = {
  waiting: "review.empty",
  asked: "review.noneAsked",
  sentBack: "review.noneSentBack",
} as const satisfies Record<ReviewTab, MessageId>;

function CountedTab({ name }: { name: ReviewTab }) {
  const t = useWords();
  const { data } = useQuery(reviewPostsQuery(name));
  return (
    <Tabs.Tab value={name}>
      {t(`review.${name}`)} {data && <span className={classes.count}>{data.length}</span>}
    </Tabs.Tab>
  );
}

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
