import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { useChange } from "../../api/change.ts";
import { api, ask } from "../../api/client.ts";
import { switchWorkspace, useSessionChange, useSignedIn } from "../../api/session.ts";
import { monitorsQuery, profilesQuery } from "../../api/workspace.ts";
import type { Standing } from "./steps.ts";

/** Under "posts": what happens to its publications makes it stale. */
const newestPostsQuery = queryOptions({
  queryKey: ["posts", "newest"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/posts", { params: { query: { limit: 50 } }, signal })),
});

const sampleDays = 30;
const sampleSize = 100;

/** What a query finds of the last days: how many, and the newest texts. */
export const sampleQuery = (q: string) =>
  queryOptions({
    queryKey: ["mentions", "sample", q],
    queryFn: async ({ signal }) => {
      const from = new Date(Date.now() - sampleDays * 86_400_000).toISOString();
      const [{ count }, { items }] = await Promise.all([
        ask(api.GET("/api/v1/mentions/count", { params: { query: { q, from } }, signal })),
        ask(api.GET("/api/v1/mentions", { params: { query: { q, from, limit: sampleSize } }, signal })),
      ]);
      return { count, items };
    },
    placeholderData: keepPreviousData,
  });

/** What is true of the workspace one is in; null: not known yet. `posts` are those that count, the newest first. */
export function useStanding() {
  const { workspace, user } = useSignedIn();
  const profiles = useQuery(profilesQuery).data?.items;
  const monitors = useQuery(monitorsQuery).data?.items;
  const newest = useQuery(newestPostsQuery).data?.items;
  if (!profiles || !monitors || !newest) return null;
  const own = newest.filter(({ createdBy }) => !workspace.isDemo || createdBy === user.name);
  const posts = own.filter(({ status }) => status !== "draft");
  const standing: Standing = {
    profiles: profiles.length,
    monitors: monitors.length,
    posts: posts.length,
    isDemo: workspace.isDemo,
    behind: workspace.firstSteps,
  };
  const draft = own.find(({ status, createdBy }) => status === "draft" && createdBy === user.name);
  return { standing, profiles, posts, draft: draft ?? null };
}

/** Puts a step behind the person, for good: done in the demo, passed over, or put away. */
export const usePutBehind = () =>
  useChange([["session"]], (step: "post" | "monitor" | "rest") =>
    ask(api.POST("/api/v1/me/first-steps", { body: { step } })),
  );

/** The person's other workspaces that the first steps lead to: the demo, and one of their own. */
export function useOtherWorkspaces() {
  const { workspace, workspaces } = useSignedIn();
  const others = workspaces.filter(({ id }) => id !== workspace.id);
  return {
    demo: others.find(({ isDemo }) => isDemo) ?? null,
    own: others.find(({ isDemo }) => !isDemo) ?? null,
    goTo: useSessionChange(switchWorkspace),
  };
}
