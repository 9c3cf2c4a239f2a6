import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Answer, Item, PostBody } from "../../api/bodies.ts";
import { useChange } from "../../api/change.ts";
import { api, ask } from "../../api/client.ts";
import type { MentionFilters } from "../mentions/search.ts";
import type { Period } from "./period.ts";
import type { Comparison, Interval } from "./search.ts";

export type Summary = Answer<"/api/v1/reputation/summary">;
export type TimeSeries = Answer<"/api/v1/reputation/timeseries">;
export type Bucket = TimeSeries["buckets"][number];
export type Gaps = Answer<"/api/v1/reputation/gaps">;
export type Quality = Answer<"/api/v1/reputation/sentiment-quality">;
export type Alert = Item<"/api/v1/alerts">;
export type Hold = Item<"/api/v1/holds">;
export type Note = Answer<"/api/v1/notes">["items"][number];
export type Usual = NonNullable<Answer<"/api/v1/reputation/usual">["items"][number]["usual"]>;
/** One of one's own publications that went out. */
export interface Published {
  at: string;
  post: string;
}

/** What every figure of the room is asked for. */
export interface Asked
  extends Period,
    Pick<MentionFilters, "label" | "language" | "network" | "author" | "site"> {
  monitor: string;
  tz: string;
  compare?: Comparison;
}

const top = 8;
/** The calendar gives no longer period. */
const longestCalendarDays = 93;
const figure = { placeholderData: keepPreviousData };
const withoutCompare = ({ compare: _, ...asked }: Asked) => asked;

export const summaryQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ["reputation", "summary", asked],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/reputation/summary", { params: { query: asked }, signal })),
    ...figure,
  });

export const seriesQuery = (asked: Asked, interval: Interval) =>
  queryOptions({
    queryKey: ["reputation", "timeseries", asked, interval],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/reputation/timeseries", { params: { query: { ...asked, interval } }, signal })),
    ...figure,
  });

/** What is usual in each column; months have no such weeks. @param isAsked whether anybody looks at it */
export const usualQuery = (asked: Asked, interval: Interval, isAsked: boolean) =>
  queryOptions({
    queryKey: ["reputation", "usual", withoutCompare(asked), interval],
    queryFn: ({ signal }) =>
      interval === "month"
        ? []
        : ask(
            api.GET("/api/v1/reputation/usual", {
              params: { query: { ...withoutCompare(asked), interval } },
              signal,
            }),
          ).then(({ items }) => items.map(({ usual }) => usual)),
    enabled: isAsked && interval !== "month",
  });

export const notesQuery = ({ monitor, from, to }: Asked) =>
  queryOptions({
    queryKey: ["notes", monitor, from, to],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/notes", { params: { query: { monitor, from, to } }, signal })),
    ...figure,
  });

/** @param note.id of what is changed; null: it is new */
export const useWriteNote = () =>
  useChange(noteKeys, ({ id, ...body }: PostBody<"/api/v1/notes"> & { id: string | null }) =>
    id === null
      ? ask(api.POST("/api/v1/notes", { body }))
      : ask(api.PATCH("/api/v1/notes/{id}", { params: { path: { id } }, body })),
  );
export const useRemoveNote = () =>
  useChange(noteKeys, (id: string) => ask(api.DELETE("/api/v1/notes/{id}", { params: { path: { id } } })));
const noteKeys = [["notes"]];

/** The newest holds, to be marked where the queue stood still. */
export const holdsOfQuery = queryOptions({
  queryKey: ["holds", "newest"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/holds", { params: { query: { limit: 100 } }, signal })),
});

export const gapsQuery = ({ monitor, from, to }: Asked) =>
  queryOptions({
    queryKey: ["reputation", "gaps", monitor, from, to],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/reputation/gaps", { params: { query: { monitor, from, to } }, signal })),
    ...figure,
  });

/** @param monitors all that are set beside each other */
export const voicesQuery = (asked: Asked, monitors: readonly string[]) =>
  queryOptions({
    queryKey: ["reputation", "voices", asked, monitors],
    queryFn: ({ signal }) =>
      ask(
        api.GET("/api/v1/reputation/share-of-voice", {
          params: { query: { ...asked, monitor: monitors.join(",") } },
          signal,
        }),
      ),
    enabled: monitors.length > 1,
    ...figure,
  });

export const networkPartsQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ["reputation", "networks", asked],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/reputation/networks", { params: { query: { ...asked, limit: top } }, signal })),
    ...figure,
  });

export const languagePartsQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ["reputation", "languages", asked],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/reputation/languages", { params: { query: { ...asked, limit: top } }, signal })),
    ...figure,
  });

export const sitePartsQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ["reputation", "sources", asked],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/reputation/sources", { params: { query: { ...asked, limit: top } }, signal })),
    ...figure,
  });

export const authorsQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ["reputation", "authors", asked],
    queryFn: ({ signal }) =>
      ask(
        api.GET("/api/v1/reputation/authors", {
          params: { query: { ...withoutCompare(asked), limit: top } },
          signal,
        }),
      ),
    ...figure,
  });

export const termsQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ["reputation", "terms", asked],
    queryFn: ({ signal }) =>
      ask(
        api.GET("/api/v1/reputation/terms", {
          params: { query: { ...withoutCompare(asked), limit: top } },
          signal,
        }),
      ),
    ...figure,
  });

export const qualityQuery = (monitor: string) =>
  queryOptions({
    queryKey: ["reputation", "quality", monitor],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/reputation/sentiment-quality", { params: { query: { monitor } }, signal })),
  });

/** The newest alerts of a monitor, to be marked where they stand in time. */
export const alertsOfQuery = (monitor: string) =>
  queryOptions({
    queryKey: ["alerts", "of", monitor],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/alerts", { params: { query: { monitor, limit: 50 } }, signal })),
  });

/** When one's own publications went out, of periods that the calendar gives whole. */
export const publishedQuery = ({ from, to }: Period) =>
  queryOptions({
    queryKey: ["calendar", "published", from, to],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/calendar", { params: { query: { from, to } }, signal })),
    select: ({ publications }): Published[] =>
      publications.flatMap(({ publishedAt, post }) => (publishedAt ? [{ at: publishedAt, post }] : [])),
    enabled: Date.parse(to) - Date.parse(from) <= longestCalendarDays * 86_400_000,
    ...figure,
  });
