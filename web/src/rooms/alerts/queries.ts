import { queryOptions } from "@tanstack/react-query";
import { useChange } from "../../api/change.ts";
import { api, ask } from "../../api/client.ts";
import type { paths } from "../../generated/api.ts";

type Items<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": { items: (infer Item)[] } } } } };
}
  ? Item
  : never;
type Body<Path extends keyof paths> = paths[Path] extends {
  post: { requestBody?: { content: { "application/json": infer B } } };
}
  ? B
  : never;
export type Alert = Items<"/api/v1/alerts">;
export type AlertDetail =
  paths["/api/v1/alerts/{id}"]["get"]["responses"][200]["content"]["application/json"];
export type Course =
  paths["/api/v1/alerts/{id}/course"]["get"]["responses"][200]["content"]["application/json"];
export type Rule = Items<"/api/v1/alert-rules">;
export type Monitor = Items<"/api/v1/monitors">;
export type NewRule = Body<"/api/v1/alert-rules">;
export type Trial =
  paths["/api/v1/alert-rules/backtest"]["post"]["responses"][200]["content"]["application/json"];
export type Span = "6h" | "24h" | "7d";

/** A workspace has tens of these: one page holds them all. */
const all = { limit: 200 };
const shown = 50;

export const alertsQuery = (state: Alert["state"]) =>
  queryOptions({
    queryKey: ["alerts", "list", state],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/alerts", { params: { query: { state, limit: shown } }, signal })),
  });

export const alertQuery = (id: string) =>
  queryOptions({
    queryKey: ["alerts", "one", id],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/alerts/{id}", { params: { path: { id } }, signal })),
  });

/** @param isOpen whether it still grows */
export const courseQuery = (id: string, span: Span, isOpen: boolean) =>
  queryOptions({
    queryKey: ["alerts", "course", id, span],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/alerts/{id}/course", { params: { path: { id }, query: { span } }, signal })),
    refetchInterval: isOpen ? 30_000 : false,
  });

export const rulesQuery = queryOptions({
  queryKey: ["alert-rules"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/alert-rules", { params: { query: all }, signal })),
});

export const channelsQuery = queryOptions({
  queryKey: ["channels"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/channels", { params: { query: all }, signal })),
});

export const monitorsQuery = queryOptions({
  queryKey: ["monitors"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/monitors", { params: { query: all }, signal })),
});

export const membersQuery = queryOptions({
  queryKey: ["members"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/members", { params: { query: all }, signal })),
});

/** How many mentions a day a rule would have seen. */
export const daysQuery = (monitor: string, from: string, to: string, tz: string) =>
  queryOptions({
    queryKey: ["reputation", "days", monitor, from, to, tz],
    queryFn: ({ signal }) =>
      ask(
        api.GET("/api/v1/reputation/timeseries", {
          params: { query: { monitor, from, to, tz, interval: "day" } },
          signal,
        }),
      ),
  });

const alertKeys = [["alerts"]];
const ruleKeys = [["alert-rules"], ["alerts"]];

export const useAcknowledge = () =>
  useChange(alertKeys, (id: string) =>
    ask(api.POST("/api/v1/alerts/{id}/acknowledge", { params: { path: { id } } })),
  );
export const useResolve = () =>
  useChange(alertKeys, (id: string) =>
    ask(api.POST("/api/v1/alerts/{id}/resolve", { params: { path: { id } } })),
  );
export const useSnooze = () =>
  useChange(alertKeys, ({ id, until }: { id: string; until: string }) =>
    ask(api.POST("/api/v1/alerts/{id}/snooze", { params: { path: { id } }, body: { until } })),
  );
export const useAssign = () =>
  useChange(alertKeys, ({ id, assignee }: { id: string; assignee: string | null }) =>
    ask(api.PATCH("/api/v1/alerts/{id}", { params: { path: { id } }, body: { assignee } })),
  );

export const useMakeRule = () =>
  useChange(ruleKeys, (body: NewRule) => ask(api.POST("/api/v1/alert-rules", { body })));
export const useChangeRule = () =>
  useChange(
    ruleKeys,
    ({
      id,
      ...body
    }: { id: string } & Partial<Pick<Rule, "sensitivity" | "enabled" | "channels" | "escalation">>) =>
      ask(api.PATCH("/api/v1/alert-rules/{id}", { params: { path: { id } }, body })),
  );
export const useRemoveRule = () =>
  useChange(ruleKeys, (id: string) =>
    ask(api.DELETE("/api/v1/alert-rules/{id}", { params: { path: { id } } })),
  );
export const useTryRule = () =>
  useChange([], (body: Body<"/api/v1/alert-rules/backtest">) =>
    ask(api.POST("/api/v1/alert-rules/backtest", { body })),
  );
