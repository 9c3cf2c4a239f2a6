import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publish, readBack } from "../../src/publishing/publish.ts";
import { startTestApp, type TestApp } from "../support/app.ts";

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

interface Publication {
  id: string;
  state: string;
  remoteUrl: string | null;
  error: { code: string; message: string } | null;
}

async function connect(account: string): Promise<string> {
  const { status, body } = await t.call<{ id: string }>("POST", "/profiles", {
    network: "mastodon",
    credentials: { accessToken: account },
    settings: { baseUrl: `${t.sandbox.url}/mastodon` },
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
}

async function schedule(profile: string, text: string, seconds = 60): Promise<Publication> {
  const { status, body } = await t.call<{ publications: [Publication] }>("POST", "/posts", {
    text,
    profiles: [profile],
    scheduledAt: new Date(t.clock().getTime() + seconds * 1000).toISOString(),
  });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.publications[0];
}

const show = async (id: string) => (await t.call<Publication>("GET", `/publications/${id}`)).body;
const posted = async (account: string): Promise<unknown[]> => {
  const answer = await fetch(`${t.sandbox.url}/_sandbox/posts?network=mastodon&account=${account}`);
  return ((await answer.json()) as { posts: unknown[] }).posts;
};
const never = new AbortController().signal;

describe("a scheduled publication", () => {
  test("goes out once, however often its job rings", async () => {
    const { id } = await schedule(await connect("once"), "Bonjour");
    t.clock.pass(61);
    await Promise.all(Array.from({ length: 8 }, () => publish(t.app, id, never)));
    expect(await show(id)).toMatchObject({ state: "published", error: null });
    expect(await posted("once")).toHaveLength(1);
  });

  test("does not go out before its time", async () => {
    const { id } = await schedule(await connect("early"), "Pas encore");
    await publish(t.app, id, never);
    expect(await show(id)).toMatchObject({ state: "scheduled" });
    expect(await posted("early")).toHaveLength(0);
  });
});

test("an answer that is lost after the network accepted is found by reading back, and nothing is posted twice", async () => {
  const { id } = await schedule(await connect("lost"), "Réponse perdue");
  await fetch(`${t.sandbox.url}/_sandbox/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ network: "mastodon", kind: "reset-after", probability: 1, count: 1 }),
  });
  t.clock.pass(61);
  await publish(t.app, id, never);
  expect(await show(id)).toMatchObject({ state: "unconfirmed" });
  t.clock.pass(60);
  await readBack(t.app, id, never);
  expect(await show(id)).toMatchObject({ state: "published" });
  expect(await posted("lost")).toHaveLength(1);
});
