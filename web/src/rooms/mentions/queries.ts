import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import type { Answer, PatchBody } from "../../api/bodies.ts";
import { api, ask } from "../../api/client.ts";
import { all } from "../../api/workspace.ts";
import type { paths } from "../../generated/api.ts";
import type { MentionFilters } from "./search.ts";

export type MentionPage = Answer<"/api/v1/mentions">;
export type Mention = MentionPage["items"][number];
/** As the API filters: filters of the room, and what its view adds. */
export type ListFilters = NonNullable<paths["/api/v1/mentions"]["get"]["parameters"]["query"]> &
  MentionFilters;
export type MentionChange = PatchBody<"/api/v1/mentions/{id}">;

const pageSize = 100;
const listKey = ["mentions", "list"] as const;

/** All pages of a filter. Read anew only when asked: a list that is read does not jump. */
export const mentionsQuery = (filters: ListFilters) =>
  infiniteQueryOptions({
    queryKey: [...listKey, filters],
    queryFn: ({ pageParam, signal }) => readPage(filters, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
  });

const readPage = (filters: ListFilters, cursor: string | undefined, signal: AbortSignal) =>
  ask(api.GET("/api/v1/mentions", { params: { query: { ...filters, limit: pageSize, cursor } }, signal }));

/** The first page as it is by now. */
export const newestQuery = (filters: ListFilters) =>
  queryOptions({
    queryKey: ["mentions", "newest", filters],
    queryFn: ({ signal }) => readPage(filters, undefined, signal),
    enabled: false,
  });

/** Puts the newest page in the place of all pages. */
export function showNewest(client: QueryClient, filters: ListFilters, newest: MentionPage): void {
  client.setQueryData(mentionsQuery(filters).queryKey, { pages: [newest], pageParams: [undefined] });
}

export const countQuery = ({ limit: _, cursor: __, order: ___, ...filters }: ListFilters) =>
  queryOptions({
    queryKey: ["mentions", "count", filters],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/mentions/count", { params: { query: filters }, signal })),
    placeholderData: keepPreviousData,
  });

/** How many await somebody. Counted now and then, and after what a person did: not with every mention that comes. */
export const waitingQuery = (filters: ListFilters) =>
  queryOptions({
    queryKey: ["mentions", "waiting", filters],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/mentions/count", { params: { query: filters }, signal })),
    refetchInterval: 30_000,
    placeholderData: keepPreviousData,
  });

/** Where the browser gets a list as a table: all of it, with exactly its filters. */
export function exportAddress(filters: ListFilters, timeZone: string, language: string): string {
  const asked = new URLSearchParams({ tz: timeZone, in: language });
  for (const [name, value] of Object.entries(filters))
    if (value !== undefined) asked.set(name, String(value));
  return `/api/v1/mentions/export?${asked}`;
}

export const mentionQuery = (id: string) =>
  queryOptions({
    queryKey: ["mentions", "one", id],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/mentions/{id}", { params: { path: { id } }, signal })),
  });

/** Which words made the score of a mention that an operator's model read. They are found only when asked for. */
export const wordsQuery = (id: string, scorer: string) =>
  queryOptions({
    queryKey: ["mentions", "words", id, scorer],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/mentions/{id}/words", { params: { path: { id } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export const copiesQuery = (id: string) =>
  queryOptions({
    queryKey: ["mentions", "copies", id],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/mentions/{id}/copies", { params: { path: { id }, query: all }, signal })),
  });

/** Changes a mention: on screen at once, back to what it was where the server refuses. */
export function useChangeMention() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, change }: { id: string; change: MentionChange }) =>
      ask(api.PATCH("/api/v1/mentions/{id}", { params: { path: { id } }, body: change })),
    onMutate: ({ id, change }) => {
      const before = known(client, id);
      if (before) putMention(client, changed(before, change));
      return { before };
    },
    onSuccess: (mention) => putMention(client, mention),
    onError: (_error, _input, context) => {
      if (context?.before) putMention(client, context.before);
    },
    // Every figure counts it anew.
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["mentions", "count"] });
      void client.invalidateQueries({ queryKey: ["mentions", "waiting"] });
      void client.invalidateQueries({ queryKey: ["reputation"] });
    },
  });
}

function changed(mention: Mention, { label, ...rest }: MentionChange): Mention {
  const next = { ...mention, ...rest };
  return label ? { ...next, sentiment: { ...mention.sentiment, label } } : next;
}

type Pages = InfiniteData<MentionPage>;

function known(client: QueryClient, id: string): Mention | undefined {
  const one = client.getQueryData(mentionQuery(id).queryKey);
  if (one) return one;
  for (const [, data] of client.getQueriesData<Pages>({ queryKey: listKey }))
    for (const page of data?.pages ?? []) {
      const found = page.items.find((mention) => mention.id === id);
      if (found) return found;
    }
  return undefined;
}

/** Puts a mention as it stands now in the place of what was read of it. */
export function putMention(client: QueryClient, mention: Mention): void {
  if (client.getQueryData(mentionQuery(mention.id).queryKey))
    client.setQueryData(mentionQuery(mention.id).queryKey, mention);
  client.setQueriesData<Pages>(
    { queryKey: listKey },
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) =>
          page.items.some(({ id }) => id === mention.id)
            ? { ...page, items: page.items.map((item) => (item.id === mention.id ? mention : item)) }
            : page,
        ),
      },
  );
}
