import { queryOptions, useMutation } from "@tanstack/react-query";
import type { Item, PatchBody, PostBody } from "../../api/bodies.ts";
import { useChange } from "../../api/change.ts";
import { api, ask } from "../../api/client.ts";
import { all } from "../../api/workspace.ts";

export type NewReport = PostBody<"/api/v1/reports">;
export type Report = Item<"/api/v1/reports">;
export type Delivery = Report["deliveries"][number];
export type Schedule = Item<"/api/v1/report-schedules">;
export type NewSchedule = PostBody<"/api/v1/report-schedules">;
export type ScheduleChange = PatchBody<"/api/v1/report-schedules/{id}">;

const shown = 25;
const underWay: readonly Delivery["state"][] = ["waiting", "delivering"];

export const reportsQuery = queryOptions({
  queryKey: ["reports"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/reports", { params: { query: { limit: shown } }, signal })),
  // What is on its way is looked at again until it has arrived, or has not.
  refetchInterval: ({ state }) =>
    state.data?.items.some(({ deliveries }) => deliveries.some((one) => underWay.includes(one.state)))
      ? 5000
      : 60_000,
});

export const schedulesQuery = queryOptions({
  queryKey: ["report-schedules"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/report-schedules", { params: { query: all }, signal })),
});

/** A document is no JSON, so the API's description has no type for it. */
type File = Promise<{ data?: Blob; error?: unknown; response: Response }>;

/** The document itself. */
export const useMakeReport = () =>
  useMutation({
    mutationFn: (wanted: NewReport) =>
      ask<Blob>(api.POST("/api/v1/reports", { body: wanted, parseAs: "blob" }) as File),
  });

export const useOpenReport = () =>
  useMutation({
    mutationFn: (id: string) =>
      ask<Blob>(api.GET("/api/v1/reports/{id}/file", { params: { path: { id } }, parseAs: "blob" }) as File),
  });

const keys = [["report-schedules"], ["reports"]];

export const useMakeSchedule = () =>
  useChange(keys, (body: NewSchedule) => ask(api.POST("/api/v1/report-schedules", { body })));

export const useChangeSchedule = () =>
  useChange(keys, ({ id, ...body }: ScheduleChange & { id: string }) =>
    ask(api.PATCH("/api/v1/report-schedules/{id}", { params: { path: { id } }, body })),
  );

export const useRemoveSchedule = () =>
  useChange(keys, (id: string) =>
    ask(api.DELETE("/api/v1/report-schedules/{id}", { params: { path: { id } } })),
  );

/** The report of the last whole day, week or month, now. */
export const useSendNow = () =>
  useChange(keys, (id: string) =>
    ask(api.POST("/api/v1/report-schedules/{id}/send", { params: { path: { id } } })),
  );

/** One that did not arrive, anew. */
export const useSendAgain = () =>
  useChange(keys, (id: string) => ask(api.POST("/api/v1/reports/{id}/send", { params: { path: { id } } })));
