import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { publisher } from "../../src/connectors/x/publisher.ts";
import type { XCredentials } from "../../src/connectors/x/schema.ts";
import { repliesSource, searchSource } from "../../src/connectors/x/source.ts";
import { verifier } from "../../src/connectors/x/verify.ts";
import type { Content } from "../../src/publishing/publisher.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/server.ts";
import { accessTo } from "../support/access.ts";
import { describePeer, type Peer, peer, peersFolder } from "../support/peers.ts";
import { contentOf, findAfter, imageItem, requestFor, runSteps } from "../support/publishing.ts";

const spec = path.resolve(peersFolder, "../specs/x-api-v2.openapi.json");
const soon = () => AbortSignal.timeout(30_000);

/**
 * The proxy stands between our connector and our sandbox and judges both by X's own document: a request that X does
 * not allow gets 422, one without a token 401, and a wrong answer of the sandbox becomes 500 with the type
 * `#VIOLATIONS`. It does not know the scheme of OAuth 1.0a, which the unit tests cover.
 */
describePeer(
  "openapi-proxy.mjs",
  "X's own API document judges what we say and what the sandbox answers",
  () => {
    let sandbox: Sandbox;
    let proxy: Peer;
    let baseUrl = "";
    beforeAll(async () => {
      sandbox = await startSandbox();
      proxy = peer("openapi-proxy.mjs", { args: [spec, `${sandbox.url}/x`, "4671"] });
      await proxy.stop(); // one left over from an earlier run would speak to another sandbox
      baseUrl = (await proxy.start()).values.URL ?? "";
    });
    afterEach(() => control("reset"));
    afterAll(async () => {
      await proxy.stop();
      await sandbox.close();
    });

    const control = (name: string, body: unknown = {}) =>
      fetch(`${sandbox.url}/_sandbox/${name}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const accessOf = () => accessTo<XCredentials>(baseUrl, { accessToken: "marie" });
    const requestOf = async (content: Content) => {
      const verified = await verifier.verify(accessOf(), soon());
      if (verified.kind !== "verified") throw new Error(verified.detail);
      return requestFor({
        access: accessOf(),
        account: verified.identity,
        limits: publisher.limits,
        content,
        firstAttemptAt: new Date(),
        // The proxy hands bodies on as text, so only bytes that are text arrive as they were sent.
        files: { picture: Buffer.from("a pixel"), large: Buffer.alloc(90_000, "pixels") },
      });
    };

    test("a thread with images, alternative texts, options and a first comment is what X documents", async () => {
      const quoted = await requestOf(contentOf("À citer"));
      const { remoteId: quoteId } = publisher.published(quoted, (await runSteps(publisher, quoted)).done);
      const content = contentOf("Premier", {
        thread: ["Deuxième"],
        firstComment: "Et un commentaire",
        media: [imageItem("picture", "Un pixel"), imageItem("large")],
        options: { replySettings: "following", madeWithAi: true, quoteId },
      });
      const run = await runSteps(publisher, await requestOf(content));
      expect(run.outcome).toMatchObject({ kind: "done" });
      expect(Object.keys(run.done)).toEqual(["media-1", "media-2", "part-1", "part-2", "first-comment"]);
    });

    test("an answer is what X documents, and is found again as one", async () => {
      const said = await control("mentions", {
        mentions: [
          { network: "x", text: "@marie une question", author: { handle: "jeanne" }, mentions: "marie" },
        ],
      });
      const { mentions } = (await said.json()) as { mentions: [{ id: string }] };
      const replyTo = { remoteId: mentions[0].id, localId: null, author: "@jeanne" };
      const request = await requestOf(contentOf("@jeanne une réponse", { replyTo }));
      const run = await runSteps(publisher, request);
      expect(run.outcome).toMatchObject({ kind: "done" });
      const part = publisher.steps(request).at(-1);
      expect(await part?.find?.(run.done, new Date(), soon())).toEqual({
        kind: "found",
        value: run.done["part-1"],
      });
    });

    test("a post that was written is found again, and one that was not is absent", async () => {
      const request = await requestOf(contentOf("Retrouvé sur exemple.fr & <ici>"));
      const [part] = publisher.steps(request);
      expect(await part?.find?.({}, new Date(), soon())).toEqual({ kind: "absent" });
      const run = await runSteps(publisher, request);
      expect(await part?.find?.({}, new Date(), soon())).toEqual({
        kind: "found",
        value: run.done["part-1"],
      });
    });

    test("a post whose answer is lost on the way is found and not repeated", async () => {
      const request = await requestOf(contentOf("Perdu"));
      await control("faults", { network: "x", kind: "reset-after", count: 1 });
      const run = await runSteps(publisher, request);
      expect(run.outcome.kind).toBe("unconfirmed");
      expect((await findAfter(run, new Date())).kind).toBe("found");
    });

    test("what X does not allow is refused for good", async () => {
      const heic = { ...imageItem("picture"), contentType: "image/heic" };
      const run = await runSteps(publisher, await requestOf(contentOf("x", { media: [heic] })));
      expect(run.outcome).toMatchObject({ kind: "rejected", because: "content" });
    });

    test("searching and reading mentions are what X documents", async () => {
      const mention = {
        network: "x",
        text: "@marie parle de vigie",
        author: { handle: "jeanne", followers: 3 },
      };
      await control("mentions", { mentions: [mention, { ...mention, text: "vigie en deux mots" }] });
      const poll = {
        access: accessOf(),
        settings: {},
        terms: ["vigie", "deux mots"],
        cursor: null,
        now: new Date(),
      };
      const found = await searchSource.poll(poll, soon());
      expect(found).toMatchObject({ kind: "page", rejected: [], mentions: [{}, {}] });
      const heard = await repliesSource.poll(poll, soon());
      expect(heard).toMatchObject({
        kind: "page",
        mentions: [{ author: { handle: "@jeanne", followers: 3 } }],
      });
      const cursor = found.kind === "page" ? found.cursor : null;
      expect(await searchSource.poll({ ...poll, cursor }, soon())).toMatchObject({
        kind: "page",
        mentions: [],
      });
    });
  },
);
