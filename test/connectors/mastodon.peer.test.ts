import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { oauth } from "../../src/connectors/mastodon/oauth.ts";
import { publisher } from "../../src/connectors/mastodon/publisher.ts";
import type { MastodonCredentials } from "../../src/connectors/mastodon/schema.ts";
import { repliesSource } from "../../src/connectors/mastodon/source-replies.ts";
import { searchSource } from "../../src/connectors/mastodon/source-search.ts";
import { verifier } from "../../src/connectors/mastodon/verify.ts";
import type { Cursor, PollOutcome } from "../../src/listening/source.ts";
import { consentPage, redeem } from "../../src/profiles/oauth-grant.ts";
import type { Content } from "../../src/publishing/publisher.ts";
import { accessTo, testHttp } from "../support/access.ts";
import { describePeer, peer } from "../support/peers.ts";
import {
  contentOf,
  imageItem,
  publishSettled,
  requestFor,
  runSteps,
  tinyPng,
} from "../support/publishing.ts";

const soon = () => AbortSignal.timeout(20_000);
const now = new Date();

describePeer("mastodon-snac.sh", "two small servers with Mastodon's API", () => {
  const snac = peer("mastodon-snac.sh");
  let values: Readonly<Record<string, string>> = {};
  let accountId = "";
  const vigie = () =>
    accessTo<MastodonCredentials>("http://127.0.0.11", { accessToken: values.VIGIE_TOKEN ?? "" });
  const stamp = Date.now().toString(36);

  beforeAll(async () => {
    values = (await snac.start()).values;
    const verified = await verifier.verify(vigie(), soon());
    if (verified.kind !== "verified") throw new Error(verified.detail);
    accountId = verified.identity.remoteId;
  });
  afterAll(() => snac.stop());

  const requestOf = (publicationId: string, content: Content, access = vigie()) =>
    requestFor({
      access,
      account: { remoteId: accountId, handle: "@vigie@127.0.0.11" },
      limits: publisher.limits,
      content,
      publicationId,
      files: { picture: tinyPng },
    });
  const step = (request: ReturnType<typeof requestOf>, name: string) => {
    const found = publisher.steps(request).find((one) => one.name === name);
    if (!found?.find) throw new Error(`no step ${name}`);
    return { run: found.run, find: found.find };
  };

  test("the server registers us, lets a person in on its own page, and gives a token for the code", async () => {
    const door = {
      http: testHttp(),
      oauth,
      baseUrl: "http://127.0.0.11",
      redirectUri: "http://localhost/callback",
    };
    const registered = await oauth.register?.(door, soon());
    if (registered?.kind !== "registered") throw new Error(JSON.stringify(registered));
    const { client } = registered;
    const { url, ...proof } = await consentPage({ ...door, client });
    expect((await fetch(url)).status).toBe(200);
    // What its page sends when a person signs in there.
    const signedIn = await fetch("http://127.0.0.11/oauth/x-snac-login", {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({
        login: "vigie",
        passwd: values.VIGIE_PASSWORD ?? "",
        redir: door.redirectUri,
        cid: client.id,
        state: proof.state,
      }),
    });
    const back = new URL(signedIn.headers.get("location") ?? "", door.redirectUri).searchParams;
    const granted = await redeem({ ...door, client }, back, proof);
    if (granted.kind !== "granted") throw new Error(JSON.stringify(granted));
    const { accessToken, refreshToken, expiresInSeconds } = granted.token;
    expect([refreshToken, expiresInSeconds]).toEqual([null, null]);
    expect(await verifier.verify(accessTo("http://127.0.0.11", { accessToken }), soon())).toMatchObject({
      kind: "verified",
      identity: { handle: "@vigie@127.0.0.11" },
    });
  });

  test("a profile is connected with its handle and the server's limits, where only the old call is answered", async () => {
    expect(await verifier.verify(vigie(), soon())).toMatchObject({
      kind: "verified",
      identity: { handle: "@vigie@127.0.0.11", limits: { maxImages: 4, maxImageBytes: 16_777_216 } },
    });
  });

  test("a wrong token is refused when connecting, although the server answers 422 without words", async () => {
    const access = accessTo("http://127.0.0.11", { accessToken: "wrong" });
    expect(await verifier.verify(access, soon())).toEqual({
      kind: "refused",
      detail: "HTTP 422 Unprocessable Entity",
    });
  });

  test("an answer to a status of another server stands below it, found there by its address or its own id", async () => {
    const said = await fetch("http://127.0.0.12/api/v1/statuses", {
      method: "POST",
      headers: { authorization: `Bearer ${values.CAROL_TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify({ status: `@vigie@127.0.0.11 une question ${stamp}`, visibility: "public" }),
    });
    const { uri } = (await said.json()) as { uri: string };
    const known = await vi.waitFor(
      async () => {
        const outcome = await repliesSource.poll(
          { access: vigie(), settings: {}, terms: [], cursor: null, now },
          soon(),
        );
        const found = outcome.kind === "page" && outcome.mentions.find(({ remoteId }) => remoteId === uri);
        if (!found) throw new Error("the question has not come over yet");
        return found;
      },
      { timeout: 15_000, interval: 300 },
    );
    const mention = { remoteId: uri, localId: known.sourceRef ?? null, author: "carol@127.0.0.12" };
    const content = contentOf(`@carol@127.0.0.12 une réponse ${stamp}`, { replyTo: mention });
    const run = await runSteps(publisher, requestOf(`answer-${stamp}`, content));
    expect(run.outcome.kind).toBe("done");
    const shown = await fetch(`http://127.0.0.11/api/v1/statuses/${run.done["part-1"]?.id}`, {
      headers: { authorization: `Bearer ${values.VIGIE_TOKEN}` },
    });
    expect(await shown.json()).toMatchObject({ in_reply_to_id: known.sourceRef });
    const looked = publisher.steps(
      requestOf(`by-address-${stamp}`, contentOf("x", { replyTo: { ...mention, localId: null } })),
    )[0];
    expect(await looked?.run({}, soon())).toMatchObject({ kind: "done", value: { id: known.sourceRef } });
  });

  test("a wrong token stops a post for good, although the 401 has no body", async () => {
    const access = accessTo("http://127.0.0.11", { accessToken: "wrong" });
    const run = await runSteps(publisher, requestOf("wrong-token", contentOf("non"), access));
    expect(run.outcome).toEqual({
      kind: "rejected",
      because: "credentials",
      detail: "HTTP 401 Unauthorized",
    });
  });

  test("an address without this API is refused, in words", async () => {
    const access = accessTo("http://127.0.0.11/elsewhere", { accessToken: "any" });
    expect(await verifier.verify(access, soon())).toEqual({ kind: "refused", detail: "HTTP 404 Not Found" });
  });

  test("a thread with an image goes out, and each part is found again however the server renders it", async () => {
    const text = `Été *gras* & <vous> :-) @carol@127.0.0.12\n\nhttps://example.com/a?x=1&y=2#z #veille ${stamp}`;
    const content = contentOf(text, {
      thread: [`deux ${stamp}`],
      firstComment: `trois ${stamp}`,
      media: [imageItem("picture", "un point")],
      options: { visibility: "public", spoilerText: "attention" },
      language: "fr",
    });
    const since = new Date();
    const request = requestOf(`thread-${stamp}`, content);
    const run = await publishSettled(publisher, request);
    expect(run.outcome.kind).toBe("done");
    expect(publisher.published(request, run.done)).toEqual({
      remoteId: run.done["part-1"]?.id,
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.11\/vigie\/p\//),
    });
    for (const name of ["part-1", "part-2", "part-3"]) {
      const { [name]: own, ...before } = run.done;
      const earlier = Object.fromEntries(Object.entries(before).filter(([other]) => other < name));
      expect(await step(request, name).find(earlier, since, soon())).toEqual({ kind: "found", value: own });
    }
  });

  test("a server that ignores Idempotency-Key posts twice, so Vigie reads back and does not post again", async () => {
    const content = contentOf(`une seule fois ${stamp}`);
    const request = requestOf(`double-${stamp}`, content);
    const { find } = step(request, "part-1");
    expect(await find({}, new Date(), soon())).toEqual({ kind: "absent" });
    const since = new Date();
    const first = await publishSettled(publisher, request);
    expect(await find({}, since, soon())).toEqual({ kind: "found", value: first.done["part-1"] });
    // What would happen without looking: the server posts again, and then nobody can tell which one is meant.
    const again = await fetch("http://127.0.0.11/api/v1/statuses", {
      method: "POST",
      headers: {
        authorization: `Bearer ${values.VIGIE_TOKEN}`,
        "content-type": "application/json",
        "idempotency-key": `vigie-double-${stamp}-part-1`,
      },
      body: JSON.stringify({ status: content.text }),
    });
    expect(Object(await again.json()).id).not.toBe(first.done["part-1"]?.id);
    expect(await find({}, since, soon())).toMatchObject({ kind: "unknown" });
  });

  test("a hashtag's timeline is walked forward without holes", async () => {
    const tag = `vague${stamp}`;
    const poll = (cursor: Cursor | null) =>
      searchSource.poll(
        {
          access: vigie(),
          settings: searchSource.settings.parse({ tags: [`#${tag}`], search: false }),
          terms: [],
          cursor,
          now,
        },
        soon(),
      );
    const say = (words: string) =>
      runSteps(publisher, requestOf(`${words}-${stamp}`, contentOf(`${words} #${tag}`)));
    await say("un");
    const first = pageOf(await poll(null));
    expect(first.mentions.map(({ text }) => text)).toEqual([expect.stringContaining("un ")]);
    await say("deux");
    await say("trois");
    const second = pageOf(await poll(first.cursor));
    expect(second.mentions.map(({ text }) => text.split(" ")[0]).toSorted()).toEqual(["deux", "trois"]);
    expect(pageOf(await poll(second.cursor)).mentions).toEqual([]);
  });

  test("full-text search finds what was posted", async () => {
    const word = `mot${stamp}`;
    await publishSettled(publisher, requestOf(`search-${stamp}`, contentOf(`un ${word} rare`)));
    const page = pageOf(
      await searchSource.poll(
        { access: vigie(), settings: searchSource.settings.parse({}), terms: [word], cursor: null, now },
        soon(),
      ),
    );
    expect(page.mentions).toMatchObject([{ author: { handle: "vigie@127.0.0.11" }, format: "html" }]);
  });

  test("of a burst of mentions from another server none is lost, and each has its author's full handle", async () => {
    const poll = async (cursor: Cursor | null) =>
      pageOf(await repliesSource.poll({ access: vigie(), settings: {}, terms: [], cursor, now }, soon()));
    const before = (await poll(null)).cursor;
    // One after the other: of thirty at the same instant this server itself now and then delivers only 29.
    for (let index = 0; index < 30; index += 1) {
      const said = await fetch("http://127.0.0.12/api/v1/statuses", {
        method: "POST",
        headers: { authorization: `Bearer ${values.CAROL_TOKEN}`, "content-type": "application/json" },
        body: JSON.stringify({ status: `@vigie@127.0.0.11 salve ${stamp} ${index}` }),
      });
      expect(said.status).toBe(200);
    }
    const found = new Map<string, string | undefined>();
    let cursor = before;
    await vi.waitFor(
      async () => {
        const page = await poll(cursor);
        cursor = page.cursor;
        const ofBurst = page.mentions.filter(({ text }) => text.includes(`salve ${stamp}`));
        for (const { remoteId, author } of ofBurst) found.set(remoteId, author?.handle);
        expect(found.size).toBe(30);
      },
      // What it cannot deliver at once it tries again after a minute or two.
      { timeout: 200_000, interval: 1000 },
    );
    expect(new Set(found.values())).toEqual(new Set(["carol@127.0.0.12"]));
  });
});

function pageOf(outcome: PollOutcome): Extract<PollOutcome, { kind: "page" }> {
  if (outcome.kind !== "page") throw new Error(JSON.stringify(outcome));
  return outcome;
}
