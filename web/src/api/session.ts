import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { problemFrom, unreachable } from "./problem.ts";

export type Role = "owner" | "admin" | "editor" | "approver" | "analyst";

/** Who is there, as far as the server knows. */
export type Session = { state: "first-run"; codeWanted: boolean } | { state: "signed-out" } | SignedIn;

interface SignedIn {
  state: "signed-in";
  user: { id: string; name: string; email: string };
  /** Null: this person belongs to no workspace any more. */
  workspace: Workspace | null;
  workspaces: Workspace[];
}

export interface Workspace {
  id: string;
  name: string;
  timeZone: string;
  /** Invented data on a sandbox; nothing of it is published anywhere. */
  isDemo: boolean;
  role: Role;
  /** What this person may do there, by the API's own table. */
  actions: string[];
}

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: () => call<Session>("GET", "/session"),
  staleTime: 60_000,
  retry: (count, error) => count < 3 && "status" in error && error.status === 0,
});

/** The person at work and where. Only below the frame, which is not shown without them. */
export function useSignedIn(): SignedIn & { workspace: Workspace } {
  const { data } = useQuery(sessionQuery);
  if (data?.state !== "signed-in" || !data.workspace) throw new Error("a room was shown to nobody");
  return { ...data, workspace: data.workspace };
}

/** Whether the person may do that here: what they may not is not offered. The API has the last word. */
export function useMay(action: string): boolean {
  return useSignedIn().workspace.actions.includes(action);
}

export interface Credentials {
  email: string;
  password: string;
  /** Of the authenticator app, or a recovery code. */
  code?: string;
}

export const signIn = (credentials: Credentials) => call<unknown>("POST", "/session", credentials);

/** To another workspace of the same person. */
export const switchWorkspace = (workspace: string) => call<unknown>("PATCH", "/session", { workspace });

export const signOut = () => call<unknown>("DELETE", "/session");

export interface FirstOwner {
  name: string;
  email: string;
  password: string;
  workspace: string;
  timeZone: string;
  language: "fr" | "en";
  code?: string;
}

export const makeFirstOwner = (owner: FirstOwner) => call<unknown>("POST", "/session/first-owner", owner);

/** A change of who is there: everything that was read for somebody else is forgotten. */
export function useSessionChange<Input>(change: (input: Input) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
    },
  });
}

async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`/api/v1${path}`, {
    method,
    headers: {
      "accept-language": document.documentElement.lang,
      ...(body ? { "content-type": "application/json" } : {}),
    },
    body: body ? JSON.stringify(body) : null,
  }).catch(() => {
    throw unreachable();
  });
  const answer: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) throw problemFrom(response.status, answer);
  return answer as T;
}
