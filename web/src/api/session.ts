import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Answer, PostBody } from "./bodies.ts";
import { api, ask } from "./client.ts";

/** Who is there, as far as the server knows. */
export type Session = Answer<"/api/v1/session">;
type SignedIn = Extract<Session, { state: "signed-in" }>;
type Workspace = NonNullable<SignedIn["workspace"]>;
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => ask(api.GET("/api/v1/session", { signal })),
  staleTime: 60_000,
});

/** The person at work and where. Only below the frame, which is not shown without them. */
export function useSignedIn(): SignedIn & { workspace: Workspace } {
  const { data } = useQuery(sessionQuery);
  if (data?.state !== "signed-in" || !data.workspace) throw new Error("a room was shown to nobody");
  return { ...data, workspace: data.workspace };
}

/** Whether the person may do that here: what they may not is not offered. The API has the last word. */
export function useMay(action: Workspace["actions"][number]): boolean {
  return useSignedIn().workspace.actions.includes(action);
}

export const signIn = (body: PostBody<"/api/v1/session">) => ask(api.POST("/api/v1/session", { body }));

/** To another workspace of the same person. */
export const switchWorkspace = (workspace: string) =>
  ask(api.PATCH("/api/v1/session", { body: { workspace } }));

export const signOut = () => ask(api.DELETE("/api/v1/session"));

export const makeFirstOwner = (body: PostBody<"/api/v1/session/first-owner">) =>
  ask(api.POST("/api/v1/session/first-owner", { body }));

export const acceptInvitation = (body: PostBody<"/api/v1/invitations/accept">) =>
  ask(api.POST("/api/v1/invitations/accept", { body }));

/** Has a link for a new password mailed, if the address has an account: the answer does not say. */
export const mailPasswordLink = (body: PostBody<"/api/v1/password-links">) =>
  ask(api.POST("/api/v1/password-links", { body }));

/** Whose password a link changes; a problem once it has ended. */
export const passwordLinkQuery = (token: string) =>
  queryOptions({
    queryKey: ["password-link", token],
    queryFn: () => ask(api.POST("/api/v1/password-links/look", { body: { token } })),
    retry: false,
    // It is gone once it was used, which is what it is for.
    staleTime: Number.POSITIVE_INFINITY,
  });

export const takeNewPassword = (body: PostBody<"/api/v1/password-links/use">) =>
  ask(api.POST("/api/v1/password-links/use", { body }));

/** What an invitation's link leads to; a problem once it has ended. */
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ["invitation", token],
    queryFn: () => ask(api.POST("/api/v1/invitations/look", { body: { token } })),
    retry: false,
  });

/** A change of who is there: everything that was read for somebody else is read again. */
export function useSessionChange<Input>(change: (input: Input) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
      await client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
    },
  });
}
