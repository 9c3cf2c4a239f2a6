import { describe, expect, test } from "vitest";
import { bluesky } from "../../src/connectors/bluesky/index.ts";
import { visibilityOf } from "../../src/connectors/mastodon/answered.ts";
import { mastodon } from "../../src/connectors/mastodon/index.ts";
import { wordpress } from "../../src/connectors/wordpress/index.ts";
import { x } from "../../src/connectors/x/index.ts";
import type { Answered, Publisher } from "../../src/publishing/publisher.ts";
import { accessTo } from "../support/access.ts";
import { contentOf, publishSettled, requestFor, runSteps } from "../support/publishing.ts";
import { useSandbox } from "../support/sandbox.ts";

const credentials = {
  mastodon: { accessToken: "replies" },
  bluesky: { identifier: "replies.bsky.social", password: "any" },
  x: { accessToken: "replies" },
  wordpress: { username: "replies", applicationPassword: "any" },
};
type Network = keyof typeof credentials;
const connectors = { mastodon, bluesky, x, wordpress };
/** Who said it, as a mention of that network names its author. */
const authors: Record<Network, string> = {
  mastodon: "ada",
  bluesky: "ada.bsky.social",
  x: "@ada",
  wordpress: "Ada",
};
const networks = Object.keys(credentials) as Network[];

describe.each(networks)("an answer on %s", (network) => {
  const sandbox = useSandbox();
  const connector = connectors[network];
  const publisher = connector.publisher as Publisher;
  const now = () => new Date();

  /** The account that answers, as the network knows it. */
  async function signIn() {
    const access = accessTo<unknown>(`${sandbox.url()}/${network}`, credentials[network]);
    const verified = await connector.verifier?.verify(access, AbortSignal.timeout(10_000));
    if (verified?.kind !== "verified") throw new Error(JSON.stringify(verified));
    return { access, account: verified.identity };
  }

  /** Something Ada said to us, as a mention. */
  async function mentioned(): Promise<{ id: string; mention: Answered }> {
    const id = await sandbox.said({
      network,
      text: "Votre lampe a grillé, @replies",
      author: { handle: authors[network].replace(/^@/, "") },
      mentions: "replies",
    });
    const remoteId =
      network === "mastodon"
        ? `${sandbox.url()}/mastodon/users/ada/statuses/${id}`
        : network === "wordpress"
          ? `${sandbox.url().replace("http://", "")}/wordpress#${id}`
          : id;
    return { id, mention: { remoteId, localId: null, author: authors[network] } };
  }

  async function answer(mention: Answered, text = "Désolés, on vous en envoie une autre.") {
    const { access, account } = await signIn();
    const content = contentOf(text, { replyTo: mention });
    return requestFor({ access, account, limits: publisher.limits, content, firstAttemptAt: now() });
  }

  test("stands below what it answers, once, with an address of its own", async () => {
    const { id, mention } = await mentioned();
    const request = await answer(mention);
    const run = await runSteps(publisher, request);
    expect(run.outcome).toMatchObject({ kind: "done" });
    const posts = await sandbox.posts(network);
    expect(posts).toEqual([expect.objectContaining({ text: request.content.text, replyTo: id })]);
    const { remoteId, url } = publisher.published(request, run.done);
    expect(remoteId).toContain(posts[0]?.id);
    expect(url).toMatch(/^https?:\/\//);
  });

  test("whose sending went unheard is found again and not sent twice", async () => {
    const { id, mention } = await mentioned();
    await sandbox.fault({ network, kind: "reset-after", count: 1 });
    const request = await answer(mention);
    const run = await publishSettled(publisher, request);
    expect(run.outcome).toMatchObject({ kind: "done" });
    expect(await sandbox.posts(network)).toEqual([expect.objectContaining({ replyTo: id })]);
  });

  test("to what was deleted there is refused before anything is posted", async () => {
    const { id, mention } = await mentioned();
    await sandbox.unsaid(id);
    const run = await runSteps(publisher, await answer(mention));
    expect(run.outcome).toMatchObject({ kind: "rejected", because: "gone" });
    expect(await sandbox.posts(network)).toEqual([]);
  });

  test("waits where the network cannot be asked what it answers", async () => {
    const { mention } = await mentioned();
    const request = await answer(mention);
    await sandbox.fault({ network, kind: "unreachable" });
    const run = await runSteps(publisher, request);
    // X is not asked before it is written to.
    expect(run.outcome.kind).toBe(network === "x" ? "unconfirmed" : "retry");
    expect(await sandbox.posts(network)).toEqual([]);
  });
});

describe("an answer on Mastodon", () => {
  const sandbox = useSandbox();
  const publisher = mastodon.publisher as Publisher;

  test("names the status by its id where the profile's server found it, without a search", async () => {
    const id = await sandbox.said({ network: "mastodon", text: "Bonjour", author: { handle: "ada" } });
    const remoteId = `${sandbox.url()}/mastodon/users/ada/statuses/${id}`;
    const request = requestFor<unknown>({
      access: accessTo<unknown>(`${sandbox.url()}/mastodon`, credentials.mastodon),
      account: { remoteId: "1", handle: "replies" },
      limits: publisher.limits,
      content: contentOf("@ada Bonjour", { replyTo: { remoteId, localId: id, author: "ada" } }),
    });
    await runSteps(publisher, request);
    expect(await sandbox.posts("mastodon")).toEqual([expect.objectContaining({ replyTo: id })]);
    const calls = await fetch(`${sandbox.url()}/_sandbox/calls`).then((reply) => reply.text());
    expect(calls).not.toContain("/api/v2/search");
  });

  test.each([
    [undefined, "public", undefined],
    ["unlisted", "public", "unlisted"],
    [undefined, "unlisted", "unlisted"],
    ["public", "unlisted", "unlisted"],
    ["direct", "unlisted", "direct"],
    ["public", "private", "private"],
  ] as const)("chosen to be %s below a status that is %s is %s", (chosen, parent, wanted) => {
    expect(visibilityOf(chosen, { id: "1", visibility: parent })).toBe(wanted);
  });
});
