import { queryOptions } from "@tanstack/react-query";
import type { Answer, PostBody } from "../../api/bodies.ts";
import { useChange } from "../../api/change.ts";
import { api, ask } from "../../api/client.ts";

export type Campaign = Answer<"/api/v1/campaigns/{id}">;
export type Written = PostBody<"/api/v1/campaigns">;

/** Under "campaigns": a change of a campaign may change what its links are called. */
export const linksQuery = (id: string) =>
  queryOptions({
    queryKey: ["campaigns", id, "links"],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/campaigns/{id}/links", { params: { path: { id } }, signal })),
  });

const campaignKeys = [["campaigns"], ["check"]];

/** Begins a campaign, or changes the one of this id. */
export const useKeepCampaign = () =>
  useChange(campaignKeys, ({ id, ...body }: Written & { id: string | null }) =>
    id === null
      ? ask(api.POST("/api/v1/campaigns", { body }))
      : ask(api.PATCH("/api/v1/campaigns/{id}", { params: { path: { id } }, body })),
  );
export const useArchiveCampaign = () =>
  useChange(campaignKeys, (id: string) =>
    ask(api.PATCH("/api/v1/campaigns/{id}", { params: { path: { id } }, body: { archived: true } })),
  );
