import { queryOptions } from "@tanstack/react-query";
import type { Answer, Item, PostAnswer, PostBody } from "../../api/bodies.ts";
import { useChange } from "../../api/change.ts";
import { api, ask } from "../../api/client.ts";
import { all } from "../../api/workspace.ts";

export type Alert = Item<"/api/v1/alerts">;
export type AlertDetail = Answer<"/api/v1/alerts/{id}">;
export type Course = Answer<"/api/v1/alerts/{id}/course">;
export type Rule = Item<"/api/v1/alert-rules">;
export type NewRule = PostBody<"/api/v1/alert-rules">;
export type Trial = PostAnswer<"/api/v1/alert-rules/backtest">;
export type Span = "6h" | "24h" | "7d" | "week-before";

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

/** The holds that an alert led to, also lifted ones. */
export const holdsOfAlertQuery = (alert: string) =>
  queryOptions({
    queryKey: ["holds", "of", alert],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/holds", { params: { query: { alert, limit: shown } }, signal })),
  });

export const rulesQuery = queryOptions({
  queryKey: ["alert-rules"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/alert-rules", { params: { query: all }, signal })),
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

/** That it was no crisis, or that it was one after all. It counts beside the rule. */
export const useJudgeAlarm = () =>
  useChange(ruleKeys, ({ id, falseAlarm }: { id: string; falseAlarm: boolean }) =>
    ask(api.PATCH("/api/v1/alerts/{id}", { params: { path: { id } }, body: { falseAlarm } })),
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
  useChange([], (body: PostBody<"/api/v1/alert-rules/backtest">) =>
    ask(api.POST("/api/v1/alert-rules/backtest", { body })),
  );
