import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { limits } from "../../src/connectors/bluesky/options.ts";
import { publisher } from "../../src/connectors/bluesky/publisher.ts";
import type { BlueskyCredentials } from "../../src/connectors/bluesky/schema.ts";
import { repliesSource } from "../../src/connectors/bluesky/source-replies.ts";
import { searchSource } from "../../src/connectors/bluesky/source-search.ts";
import { verifier } from "../../src/connectors/bluesky/verify.ts";
import type { Content } from "../../src/publishing/publisher.ts";
import { accessTo } from "../support/access.ts";
import { describePeer, peer } from "../support/peers.ts";
import { contentOf, findAfter, imageItem, requestFor, runSteps, tinyPng } from "../support/publishing.ts";

const Accounts = z.array(z.object({ handle: z.string(), password: z.string(), did: z.string() }));
const Stored = z.object({ cid: z.string(), value: z.record(z.string(), z.unknown()) });
const soon = () => AbortSignal.timeout(20_000);

describePeer("atproto.sh", "Bluesky's own server", () => {
  const folder = "bluesky";
  const args = ["pds", "25831", "25821", "25841"];
  const pds = peer("atproto.sh", { folder, args });
  let baseUrl = "";
  let accounts: z.infer<typeof Accounts> = [];

  beforeAll(async () => {
    const { values } = await pds.start();
    baseUrl = values.PDS_URL ?? "";
    accounts = Accounts.parse(JSON.parse(readFileSync(path.join(pds.workFolder, "accounts.json"), "utf8")));
  });
  afterAll(() => pds.stop());

  const accountOf = (name: string) => {
    const account = accounts.find(({ handle }) => handle === `${name}.test`);
    if (!account) throw new Error(`no account ${name}`);
    return account;
  };
  const accessOf = (name: string, more: Partial<BlueskyCredentials> = {}) =>
    accessTo<BlueskyCredentials>(baseUrl, {
      identifier: `${name}.test`,
      password: accountOf(name).password,
      ...more,
    });
  const requestOf = (name: string, publicationId: string, content: Content, access = accessOf(name)) =>
    requestFor({
      access,
      account: { remoteId: accountOf(name).did, handle: `@${name}.test` },
      limits,
      content,
      publicationId,
      firstAttemptAt: new Date(),
      files: { picture: tinyPng, "not-a-picture": Buffer.from("plain words") },
    });
  const read = async (uri: unknown) => {
    const [repo, collection, rkey] = String(uri).replace("at://", "").split("/");
    const query = new URLSearchParams({ repo: repo ?? "", collection: collection ?? "", rkey: rkey ?? "" });
    return Stored.parse(await (await fetch(`${baseUrl}/xrpc/com.atproto.repo.getRecord?${query}`)).json());
  };
  const countOf = async (name: string) => {
    const query = new URLSearchParams({
      repo: accountOf(name).did,
      collection: "app.bsky.feed.post",
      limit: "100",
    });
    const body = await (await fetch(`${baseUrl}/xrpc/com.atproto.repo.listRecords?${query}`)).json();
    return z.object({ records: z.array(z.unknown()) }).parse(body).records.length;
  };

  test("a profile is connected with its DID and handle, also where no view of the network answers", async () => {
    expect(await verifier.verify(accessOf("vigie"), soon())).toEqual({
      kind: "verified",
      identity: {
        remoteId: accountOf("vigie").did,
        handle: "@vigie.test",
        displayName: "vigie.test",
        limits: null,
      },
    });
  });

  test("a wrong password is refused in the server's words", async () => {
    expect(await verifier.verify(accessOf("vigie", { password: "wrong" }), soon())).toEqual({
      kind: "refused",
      detail: "Invalid identifier or password",
    });
  });

  test("an answer names the post that it answers and the top of its thread", async () => {
    const stamp = Date.now().toString(36);
    const said = await runSteps(
      publisher,
      requestOf("alice", `asked-${stamp}`, contentOf("une question", { thread: ["et une autre"] })),
    );
    const [root, parent] = [said.done["part-1"], said.done["part-2"]];
    const replyTo = { remoteId: String(parent?.uri), localId: null, author: "alice.test" };
    const request = requestOf("vigie", `answer-${stamp}`, contentOf("une réponse", { replyTo }));
    const run = await runSteps(publisher, request);
    expect(run.outcome.kind).toBe("done");
    expect((await read(run.done["part-1"]?.uri)).value).toMatchObject({
      text: "une réponse",
      reply: { root: { uri: root?.uri, cid: root?.cid }, parent: { uri: parent?.uri, cid: parent?.cid } },
    });
    const gone = { ...replyTo, remoteId: `${String(parent?.uri).slice(0, -3)}222` };
    const lost = await runSteps(
      publisher,
      requestOf("vigie", `lost-${stamp}`, contentOf("non", { replyTo: gone })),
    );
    expect(lost.outcome).toMatchObject({ kind: "rejected", because: "gone" });
  });

  test("a thread with image, link, tag and mentions goes out as it was written, and only once", async () => {
    const text = "Été 🎉 avec @alice.test et @nobody.test https://example.com/a #veille";
    const request = requestOf(
      "vigie",
      "thread-1",
      contentOf(text, {
        thread: ["deux"],
        firstComment: "trois",
        media: [imageItem("picture", "un point")],
        language: "fr",
      }),
    );
    const before = await countOf("vigie");
    const run = await runSteps(publisher, request);
    expect(run.outcome.kind).toBe("done");
    const again = await runSteps(publisher, request);
    expect(again.done).toEqual(run.done);
    expect(await countOf("vigie")).toBe(before + 3);

    const first = await read(run.done["part-1"]?.uri);
    expect(first.value).toMatchObject({
      text,
      langs: ["fr"],
      embed: { images: [{ alt: "un point", aspectRatio: { width: 1, height: 1 } }] },
    });
    const facets = z
      .array(
        z.object({
          index: z.object({ byteStart: z.number(), byteEnd: z.number() }),
          features: z.array(z.unknown()),
        }),
      )
      .parse(first.value.facets);
    const bytes = Buffer.from(text);
    const linked = facets.map(({ index }) => bytes.subarray(index.byteStart, index.byteEnd).toString());
    expect(linked).toEqual(["@alice.test", "https://example.com/a", "#veille"]);
    expect(facets[0]?.features).toEqual([
      { $type: "app.bsky.richtext.facet#mention", did: accountOf("alice").did },
    ]);
    const [one, two] = [run.done["part-1"], run.done["part-2"]];
    expect((await read(run.done["part-3"]?.uri)).value.reply).toEqual({ root: one, parent: two });
    expect(publisher.published(request, run.done)).toEqual({
      remoteId: one?.uri,
      url: `https://bsky.app/profile/${accountOf("vigie").did}/post/${String(one?.uri).split("/").at(-1)}`,
    });
  });

  test("eight workers at once leave one post, and sign in once", async () => {
    const access = accessOf("bob");
    const request = requestOf("bob", "race-1", contentOf("huit à la fois"), access);
    const runs = await Promise.all(Array.from({ length: 8 }, () => runSteps(publisher, request)));
    const values = new Set(runs.map((run) => JSON.stringify(run.done)));
    expect(runs.map((run) => run.outcome.kind)).toEqual(Array(8).fill("done"));
    expect(values.size).toBe(1);
    expect(await countOf("bob")).toBe(1);
    expect(access.vault.renewals()).toBe(1);
  });

  test("what never went out is known to be absent, what did is found", async () => {
    const request = requestOf("vigie", "find-1", contentOf("où suis-je ?"));
    const [step] = publisher.steps(request);
    expect(await step?.find?.({}, new Date(), soon())).toEqual({ kind: "absent" });
    const run = await runSteps(publisher, request);
    expect(await step?.find?.({}, new Date(), soon())).toEqual({ kind: "found", value: run.done["part-1"] });
  });

  test("another post that has the same key is never overwritten", async () => {
    const request = requestOf("vigie", "taken-1", contentOf("le premier"));
    const run = await runSteps(publisher, request);
    const other = { ...request, content: contentOf("le second") };
    const second = await runSteps(publisher, other);
    expect(second.outcome).toMatchObject({ kind: "unconfirmed" });
    expect(await findAfter(second, new Date())).toMatchObject({ kind: "unknown" });
    expect((await read(run.done["part-1"]?.uri)).value.text).toBe("le premier");
  });

  test("an ended token (which is a 400 here) is renewed, and the post goes out", async () => {
    const access = accessOf("vigie");
    await verifier.verify(access, soon());
    const { session } = access.vault.current();
    if (!session) throw new Error("no session was kept");
    const stale = accessOf("vigie", { session: { ...session, accessJwt: expiredToken(session.did) } });
    const run = await runSteps(publisher, requestOf("vigie", "expired-1", contentOf("encore là"), stale));
    expect(run.outcome.kind).toBe("done");
    expect(stale.vault.renewals()).toBe(1);
  });

  test("a session that can no longer be refreshed is replaced by signing in", async () => {
    const session = {
      did: accountOf("vigie").did,
      handle: "vigie.test",
      accessJwt: "x",
      refreshJwt: "y",
      pds: null,
    };
    const access = accessOf("vigie", { session });
    expect(await verifier.verify(access, soon())).toMatchObject({ kind: "verified" });
    expect(access.vault.renewals()).toBe(1);
  });

  test("301 characters are refused by the server, as our own count says beforehand", async () => {
    const text = "é".repeat(301);
    expect(publisher.countCharacters(text, limits)).toBe(301);
    const run = await runSteps(publisher, requestOf("vigie", "long-1", contentOf(text)));
    expect(run.outcome).toMatchObject({ kind: "rejected", because: "content" });
  });

  test("a text that pretends to be an image is refused, although the server would take it", async () => {
    const content = contentOf("voici", { media: [imageItem("not-a-picture")] });
    const run = await runSteps(publisher, requestOf("vigie", "text-1", content));
    expect(run.outcome).toMatchObject({ kind: "rejected", because: "content" });
  });

  test("an image that the server has cleared away meanwhile is uploaded again", async () => {
    const content = contentOf("avec image", { media: [imageItem("picture")] });
    const request = requestOf("carol", "blob-1", content);
    const uploadedElsewhere = await runSteps(publisher, requestOf("alice", "blob-1", content));
    const media = uploadedElsewhere.done["media-1"];
    if (!media) throw new Error("nothing was uploaded");
    const run = await runSteps(publisher, request, { "media-1": media });
    expect(run.outcome.kind).toBe("done");
  });

  test("a view of the network that is out is tried again later, in the server's words", async () => {
    const asked = {
      access: accessOf("vigie"),
      settings: {},
      terms: ["phare"],
      cursor: null,
      now: new Date(),
    };
    const outage = { kind: "retry", detail: "Upstream service unreachable" };
    expect(await searchSource.poll(asked, soon())).toEqual(outage);
    expect(await repliesSource.poll(asked, soon())).toEqual(outage);
  });

  test("an account that was taken down is told so", async () => {
    await takeDown(baseUrl, accountOf("carol").did);
    expect(await verifier.verify(accessOf("carol"), soon())).toEqual({
      kind: "refused",
      detail: "Account has been taken down",
    });
    const run = await runSteps(publisher, requestOf("carol", "down-1", contentOf("non")));
    expect(run.outcome).toMatchObject({ kind: "rejected", because: "forbidden" });
  });

  // The last one: it starts the server anew.
  test("too many sign-ins pause the profile for as long as the server says", async () => {
    await pds.stop();
    const strict = peer("atproto.sh", { folder, args, env: { RATE_LIMITS: "1" } });
    await strict.start();
    accounts = Accounts.parse(JSON.parse(readFileSync(path.join(pds.workFolder, "accounts.json"), "utf8")));
    for (let signIn = 0; signIn < 30; signIn += 1) await verifier.verify(accessOf("alice"), soon());
    const { outcome } = await runSteps(publisher, requestOf("alice", "limited-1", contentOf("trop")));
    expect(outcome).toMatchObject({ kind: "retry", pauses: "profile", detail: "Rate Limit Exceeded" });
    expect(outcome.kind === "retry" && outcome.afterSeconds).toBeGreaterThan(100);
  });
});

/** The test server signs its sessions with a fixed secret, so a token that has ended can be made. */
function expiredToken(did: string): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const body = `${part({ typ: "at+jwt", alg: "HS256" })}.${part({
    scope: "com.atproto.access",
    aud: "did:web:localhost",
    sub: did,
    iat: 1_700_000_000,
    exp: 1_700_007_200,
  })}`;
  return `${body}.${createHmac("sha256", "jwt-secret").update(body).digest("base64url")}`;
}

async function takeDown(baseUrl: string, did: string): Promise<void> {
  const answer = await fetch(`${baseUrl}/xrpc/com.atproto.admin.updateSubjectStatus`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from("admin:admin-pass").toString("base64")}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({
      subject: { $type: "com.atproto.admin.defs#repoRef", did },
      takedown: { applied: true },
    }),
  });
  expect(answer.status).toBe(200);
}
