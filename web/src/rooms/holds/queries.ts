import { queryOptions } from "@tanstack/react-query";
import { useChange } from "../../api/change.ts";
import { api, ask } from "../../api/client.ts";
import type { paths } from "../../generated/api.ts";

export type HoldDetail = paths["/api/v1/holds/{id}"]["get"]["responses"][200]["content"]["application/json"];
type Lift = NonNullable<
  NonNullable<paths["/api/v1/holds/{id}"]["delete"]["requestBody"]>["content"]["application/json"]
>;
export type Decision = NonNullable<Lift["decisions"]>[string];
type NewHold = NonNullable<paths["/api/v1/holds"]["post"]["requestBody"]>["content"]["application/json"];

const longestDays = 100;
const dayMilliseconds = 86_400_000;

export const holdsQuery = queryOptions({
  queryKey: ["holds", "in-force"],
  queryFn: ({ signal }) =>
    ask(api.GET("/api/v1/holds", { params: { query: { inForce: "true", limit: 50 } }, signal })),
});

export const holdQuery = (id: string) =>
  queryOptions({
    queryKey: ["holds", "one", id],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/holds/{id}", { params: { path: { id } }, signal })),
  });

/** All that is scheduled within the time that a calendar shows at once, the soonest first. */
export const plannedQuery = queryOptions({
  // Under "calendar", so that it is read again whenever a publication moves.
  queryKey: ["calendar", "planned"],
  queryFn: async ({ signal }) => {
    const from = new Date();
    const to = new Date(from.getTime() + longestDays * dayMilliseconds);
    const query = { from: from.toISOString(), to: to.toISOString() };
    const { publications } = await ask(api.GET("/api/v1/calendar", { params: { query }, signal }));
    return publications
      .filter(({ state }) => state === "scheduled")
      .sort((a, b) => String(a.scheduledAt).localeCompare(String(b.scheduledAt)));
  },
});

const holdKeys = [["holds"], ["calendar"], ["publications"], ["posts"]];

export const usePlaceHold = () =>
  useChange(holdKeys, (body: NewHold) => ask(api.POST("/api/v1/holds", { body })));
export const useLiftHold = () =>
  useChange(holdKeys, ({ id, decisions }: { id: string; decisions: Record<string, Decision> }) =>
    ask(api.DELETE("/api/v1/holds/{id}", { params: { path: { id } }, body: { decisions } })),
  );
