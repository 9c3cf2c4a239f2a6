import { expect } from "vitest";
import { startTestApp, type TestApp } from "./app.ts";

/** A publication as the API shows it. */
export interface ShownPublication {
  id: string;
  post: string;
  profile: string;
  state: string;
  version: number;
  scheduledAt: string | null;
  localTime: string | null;
  timeZone: string | null;
  publishedAt: string | null;
  remoteId: string | null;
  remoteUrl: string | null;
  nextAt: string | null;
  error: { code: string; message: string; detail: string | null } | null;
  attempts: {
    number: number;
    kind: string;
    outcome: string | null;
    detail: string | null;
    finishedAt: string | null;
  }[];
  steps: { name: string }[];
}

export interface Posted {
  id: string;
  text: string;
  replyTo: string | null;
  idempotencyKey?: string;
}

/** The whole program with a Mastodon to post on, and the few moves that tests of publishing repeat. */
export interface Posting extends TestApp {
  /** Connects the account of this name; answers with the profile's id. */
  connect(account: string): Promise<string>;
  /** Schedules a post on one profile, a minute ahead unless told. */
  schedule(profile: string, text: string, more?: Record<string, unknown>): Promise<ShownPublication>;
  show(publicationId: string): Promise<ShownPublication>;
  /** What others see on an account, oldest first. */
  posted(account: string): Promise<Posted[]>;
  /** Makes the network misbehave towards one account. */
  fault(account: string, kind: string, more?: Record<string, unknown>): Promise<void>;
  /** Ends all misbehaviour. */
  heal(): Promise<void>;
}

export async function startPosting(
  options: { env?: Record<string, string>; clock?: () => Date } = {},
): Promise<Posting> {
  const t = await startTestApp({ ...options, startAt: new Date() });
  const now = options.clock ?? t.clock;
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${t.sandbox.url}/_sandbox/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  };
  return {
    ...t,
    async connect(account) {
      const { status, body } = await t.call<{ id: string }>("POST", "/profiles", {
        network: "mastodon",
        credentials: { accessToken: account },
        settings: { baseUrl: `${t.sandbox.url}/mastodon` },
      });
      expect(status, JSON.stringify(body)).toBe(201);
      return body.id;
    },
    async schedule(profile, text, more = {}) {
      const { status, body } = await t.call<{ publications: [ShownPublication] }>("POST", "/posts", {
        text,
        profiles: [profile],
        scheduledAt: new Date(now().getTime() + 60_000).toISOString(),
        ...more,
      });
      expect(status, JSON.stringify(body)).toBe(201);
      return body.publications[0];
    },
    async show(id) {
      const { status, body } = await t.call<ShownPublication>("GET", `/publications/${id}`);
      expect(status, JSON.stringify(body)).toBe(200);
      return body;
    },
    posted: async (account) =>
      ((await control("GET", `posts?network=mastodon&account=${account}`)) as { posts: Posted[] }).posts,
    fault: async (account, kind, more = {}) =>
      void (await control("POST", "faults", { network: "mastodon", kind, account, ...more })),
    heal: async () => void (await control("DELETE", "faults")),
  };
}
