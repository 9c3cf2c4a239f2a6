import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Item, PatchBody, PostBody } from "../../api/bodies.ts";
import { useChange } from "../../api/change.ts";
import { api, ask } from "../../api/client.ts";
import { useSessionChange } from "../../api/session.ts";
import { all, type Member } from "../../api/workspace.ts";

export type Role = Member["role"];
export type Key = Item<"/api/v1/api-keys">;
export type Action = Key["scopes"][number];

export const invitationsQuery = queryOptions({
  queryKey: ["invitations"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/invitations", { params: { query: all }, signal })),
});
export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/roles", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});
export const keysQuery = queryOptions({
  queryKey: ["api-keys"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/api-keys", { params: { query: all }, signal })),
});
export const retentionQuery = queryOptions({
  queryKey: ["retention"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/personal-data/retention", { signal })),
});
export const erasuresQuery = queryOptions({
  queryKey: ["erasures"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/personal-data/erasures", { params: { query: all }, signal })),
});
export const mySessionsQuery = queryOptions({
  queryKey: ["my-sessions"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/me/sessions", { signal })),
});
export const auditQuery = infiniteQueryOptions({
  queryKey: ["audit"],
  queryFn: ({ signal, pageParam }) =>
    ask(
      api.GET("/api/v1/audit", {
        params: { query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      }),
    ),
  initialPageParam: "",
  getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
});

/** Newest first: what was sent lately is what one looks for. */
export const digestsQuery = (channel: string) =>
  queryOptions({
    queryKey: ["channels", "digests", channel],
    queryFn: ({ signal }) =>
      ask(
        api.GET("/api/v1/channels/{id}/digests", {
          params: { path: { id: channel }, query: { limit: 5 } },
          signal,
        }),
      ),
  });
export const digestPreviewQuery = (channel: string, body: PostBody<"/api/v1/channels/{id}/digest-preview">) =>
  queryOptions({
    queryKey: ["channels", "digest-preview", channel, body],
    queryFn: ({ signal }) =>
      ask(api.POST("/api/v1/channels/{id}/digest-preview", { ...path(channel), body, signal })),
    placeholderData: keepPreviousData,
  });

const person = [["session"]];
const path = (id: string) => ({ params: { path: { id } } });

export const useInvite = () =>
  useChange([["invitations"]], (body: PostBody<"/api/v1/invitations">) =>
    ask(api.POST("/api/v1/invitations", { body })),
  );
export const useWithdraw = () =>
  useChange([["invitations"]], (id: string) => ask(api.DELETE("/api/v1/invitations/{id}", path(id))));
export const useGiveRole = () =>
  useChange([["members"], ["session"]], ({ id, role }: { id: string; role: Role }) =>
    ask(api.PATCH("/api/v1/members/{id}", { ...path(id), body: { role } })),
  );
export const useRemoveMember = () =>
  useChange([["members"]], (id: string) => ask(api.DELETE("/api/v1/members/{id}", path(id))));

export const useMakePasswordLink = () =>
  useChange([], (id: string) => ask(api.POST("/api/v1/members/{id}/password-link", path(id))));
export const useLeave = () =>
  useSessionChange((_workspace: string) => ask(api.DELETE("/api/v1/me/membership")));

export const useMakeKey = () =>
  useChange([["api-keys"]], (body: PostBody<"/api/v1/api-keys">) =>
    ask(api.POST("/api/v1/api-keys", { body })),
  );
export const useEndKey = () =>
  useChange([["api-keys"]], (id: string) => ask(api.DELETE("/api/v1/api-keys/{id}", path(id))));

export const useAddChannel = () =>
  useChange([["channels"]], (body: PostBody<"/api/v1/channels">) =>
    ask(api.POST("/api/v1/channels", { body })),
  );
export const useChangeChannel = () =>
  useChange([["channels"]], ({ id, ...body }: { id: string } & PatchBody<"/api/v1/channels/{id}">) =>
    ask(api.PATCH("/api/v1/channels/{id}", { ...path(id), body })),
  );
export const useTestChannel = () =>
  useChange([["channels"]], (id: string) => ask(api.POST("/api/v1/channels/{id}/test", path(id))));
export const useRemoveChannel = () =>
  useChange([["channels"]], (id: string) => ask(api.DELETE("/api/v1/channels/{id}", path(id))));

export const useChangeWorkspace = () =>
  useChange(person, ({ id, ...body }: { id: string } & PatchBody<"/api/v1/workspaces/{id}">) =>
    ask(api.PATCH("/api/v1/workspaces/{id}", { ...path(id), body })),
  );
export const removeWorkspace = (id: string) => ask(api.DELETE("/api/v1/workspaces/{id}", path(id)));
export const useChangePlanning = () =>
  useChange([["planning"]], (body: PatchBody<"/api/v1/planning">) =>
    ask(api.PATCH("/api/v1/planning", { body })),
  );
export const useChangeRetention = () =>
  useChange([["retention"]], (body: PatchBody<"/api/v1/personal-data/retention">) =>
    ask(api.PATCH("/api/v1/personal-data/retention", { body })),
  );
export const useErase = () =>
  useChange(
    [["erasures"], ["mentions"], ["reputation"], ["alerts"]],
    (body: PostBody<"/api/v1/personal-data/erasures">) =>
      ask(api.POST("/api/v1/personal-data/erasures", { body })),
  );

export const useChangeMe = () =>
  useChange(person, (body: PatchBody<"/api/v1/me">) => ask(api.PATCH("/api/v1/me", { body })));
export const useChangePassword = () =>
  useChange([["my-sessions"]], (body: PostBody<"/api/v1/me/password">) =>
    ask(api.POST("/api/v1/me/password", { body })),
  );
export const useSignOutEverywhere = () =>
  useChange([["session"]], (_all: null) => ask(api.DELETE("/api/v1/me/sessions")));
export const useBeginTwoStep = () =>
  useChange([], (password: string) => ask(api.POST("/api/v1/me/two-step", { body: { password } })));
export const useConfirmTwoStep = () =>
  useChange(person, (code: string) => ask(api.POST("/api/v1/me/two-step/confirm", { body: { code } })));
export const useEndTwoStep = () =>
  useChange(person, (body: PostBody<"/api/v1/me/two-step/end">) =>
    ask(api.POST("/api/v1/me/two-step/end", { body })),
  );
