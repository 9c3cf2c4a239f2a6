import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { remoteIdOf } from "../../src/connectors/wordpress/answer.ts";
import { draftSlug, publisher } from "../../src/connectors/wordpress/publisher.ts";
import type { WordPressCredentials } from "../../src/connectors/wordpress/schema.ts";
import { repliesSource } from "../../src/connectors/wordpress/source.ts";
import { verifier } from "../../src/connectors/wordpress/verify.ts";
import type { Content } from "../../src/publishing/publisher.ts";
import { accessTo } from "../support/access.ts";
import { describePeer, peer } from "../support/peers.ts";
import { contentOf, imageItem, requestFor, runSteps, tinyPng } from "../support/publishing.ts";

const Shown = z.object({
  id: z.number(),
  slug: z.string(),
  status: z.string(),
  title: z.object({ raw: z.string() }),
  content: z.object({ raw: z.string() }),
  featured_media: z.number(),
});
const soon = () => AbortSignal.timeout(30_000);

describePeer("wordpress.sh", "a real WordPress", () => {
  const site = peer("wordpress.sh", { args: ["8371", "33071"] });
  let baseUrl = "";
  let passwords: Readonly<Record<string, string>> = {};

  beforeAll(async () => {
    passwords = (await site.start()).values;
    baseUrl = passwords.URL ?? "";
  });
  afterAll(() => site.stop());

  const credentialsOf = (user: string): WordPressCredentials => ({
    username: user,
    applicationPassword: passwords[`${user.toUpperCase()}_APP_PASSWORD`] ?? "",
  });
  const accessOf = (user: string, at = baseUrl) => accessTo(at, credentialsOf(user));
  const requestOf = (user: string, content: Content, publicationId: string = randomUUID()) =>
    requestFor({
      access: accessOf(user),
      account: { remoteId: user === "admin" ? "1" : user === "editor" ? "2" : "3", handle: user },
      limits: publisher.limits,
      content,
      publicationId,
      files: { picture: tinyPng, program: Buffer.from("MZ not a picture") },
    });
  const call = async (path: string, body?: unknown) => {
    const { username, applicationPassword } = credentialsOf("admin");
    const reply = await fetch(`${baseUrl}/wp-json/${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        authorization: `Basic ${btoa(`${username}:${applicationPassword}`)}`,
        "content-type": "application/json",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return reply.json();
  };
  const shown = async (id: unknown) => Shown.parse(await call(`wp/v2/posts/${id}?context=edit`));
  const drafts = async (publicationId: string) =>
    z
      .array(Shown)
      .parse(
        await call(
          `wp/v2/posts?context=edit&status=any&slug=${draftSlug(publicationId)},${draftSlug(publicationId)}-2`,
        ),
      );

  test("who connects a blog is told who they are on it", async () => {
    const outcome = await verifier.verify(accessOf("editor"), soon());
    expect(outcome).toMatchObject({
      kind: "verified",
      identity: { remoteId: "2", handle: "editor@localhost:8371", displayName: "editor" },
    });
  });

  test("a wrong application password is refused in WordPress's words", async () => {
    const access = accessTo(baseUrl, { username: "admin", applicationPassword: "wrong" });
    const outcome = await verifier.verify(access, soon());
    expect(outcome).toEqual({ kind: "refused", detail: "You are not currently logged in." });
  });

  test("an account that may not publish is refused before anything is scheduled", async () => {
    expect(await verifier.verify(accessTo(baseUrl, await newSubscriber()), soon())).toMatchObject({
      kind: "refused",
      detail: expect.stringContaining("Author"),
    });
  });

  test("an article goes out with title, paragraphs, images with alternative texts, and a readable address", async () => {
    const content = contentOf(
      "Nouvelle collection d'été\n\nElle est <là> & belle.\nVraiment : https://exemple.fr/été?a=1&b=2.",
      {
        media: [imageItem("picture", "Une « vue »"), imageItem("picture", "Deuxième")],
        firstComment: 'Dites-nous tout — "ici" !',
        options: { excerpt: "En bref" },
      },
    );
    const request = requestOf("author", content);
    const run = await runSteps(publisher, request);
    expect(run.outcome.kind).toBe("done");
    const { remoteId, url } = publisher.published(request, run.done);
    expect(url).toMatch(/nouvelle-collection-dete/);
    const post = await shown(remoteId);
    expect(post).toMatchObject({ status: "publish", title: { raw: "Nouvelle collection d'été" } });
    expect(post.content.raw).toContain("<p>Elle est &lt;là&gt; &amp; belle.<br>");
    expect(post.content.raw).toContain('<a href="https://exemple.fr/été?a=1&amp;b=2">');
    expect(post.content.raw).toContain('alt="Deuxième"');
    expect(post.featured_media).toBe(run.done["media-1"]?.mediaId);
    expect(await call(`wp/v2/media/${post.featured_media}`)).toMatchObject({ alt_text: "Une « vue »" });
    const comments = await call(`wp/v2/comments?post=${remoteId}`);
    expect(comments).toHaveLength(1);
  });

  test("a draft whose answer was lost is found by its slug, and no second one is made", async () => {
    const request = requestOf("author", contentOf(`Perdu ${randomUUID()}`));
    const [draft] = publisher.steps(request);
    await draft?.run({}, soon()); // the answer is thrown away
    const found = await draft?.find?.({}, new Date(), soon());
    expect(found).toMatchObject({ kind: "found", value: { id: expect.any(Number) } });
    const rest = await runSteps(publisher, request, { draft: found?.kind === "found" ? found.value : {} });
    expect(rest.outcome.kind).toBe("done");
    expect(await drafts(request.publicationId)).toHaveLength(0);
  });

  test("what was never written is known to be absent", async () => {
    const request = requestOf("author", contentOf("Jamais écrit"));
    const [draft] = publisher.steps(request);
    expect(await draft?.find?.({}, new Date(), soon())).toEqual({ kind: "absent" });
  });

  test("a second draft of the same publication, which WordPress calls -2, leads back to the first", async () => {
    const request = requestOf("author", contentOf(`Deux fois ${randomUUID()}`));
    const [draft] = publisher.steps(request);
    const first = await draft?.run({}, soon());
    await draft?.run({}, soon());
    const slugs = (await drafts(request.publicationId)).map(({ slug }) => slug).sort();
    expect(slugs).toEqual([draftSlug(request.publicationId), `${draftSlug(request.publicationId)}-2`]);
    const found = await draft?.find?.({}, new Date(), soon());
    expect(found?.kind === "found" && found.value).toEqual(first?.kind === "done" && first.value);
  });

  test("publishing twice publishes once, at the same address", async () => {
    const request = requestOf("author", contentOf(`Idempotent ${randomUUID()}`));
    const run = await runSteps(publisher, request);
    const step = publisher.steps(request).find(({ name }) => name === "publish");
    expect(await step?.run(run.done, soon())).toEqual({ kind: "done", value: run.done.publish });
    expect(await step?.find?.(run.done, new Date(), soon())).toEqual({
      kind: "found",
      value: run.done.publish,
    });
  });

  test("a draft that is not public yet is not taken for published", async () => {
    const request = requestOf("author", contentOf(`Brouillon ${randomUUID()}`));
    const [draft, publish] = publisher.steps(request);
    const made = await draft?.run({}, soon());
    const done = { draft: made?.kind === "done" ? made.value : {} };
    expect(await publish?.find?.(done, new Date(), soon())).toEqual({ kind: "absent" });
  });

  test("a draft that somebody deleted is gone, and no new one appears unasked", async () => {
    const request = requestOf("author", contentOf("Effacé"));
    const publish = publisher.steps(request).find(({ name }) => name === "publish");
    const outcome = await publish?.run({ draft: { id: 99_999_999 } }, soon());
    expect(outcome).toMatchObject({ kind: "rejected", because: "gone" });
  });

  test("a wrong password is about credentials when publishing too, although WordPress speaks of rights", async () => {
    const request = {
      ...requestOf("author", contentOf("Refusé")),
      access: accessTo(baseUrl, { username: "author", applicationPassword: "wrong" }),
    };
    expect((await runSteps(publisher, request)).outcome).toEqual({
      kind: "rejected",
      because: "credentials",
      detail: "Sorry, you are not allowed to create posts as this user.",
    });
  });

  test("publishing somebody else's draft is forbidden, in WordPress's words", async () => {
    const theirs = z
      .object({ id: z.number() })
      .parse(await call("wp/v2/posts", { title: "À l'admin", status: "draft" }));
    const publish = publisher
      .steps(requestOf("author", contentOf("x")))
      .find(({ name }) => name === "publish");
    const outcome = await publish?.run({ draft: { id: theirs.id } }, soon());
    expect(outcome).toMatchObject({ kind: "rejected", because: "forbidden" });
  });

  test("a file WordPress does not take is refused for good, although it answers 500", async () => {
    const item = { ...imageItem("program"), contentType: "application/x-msdownload" };
    const run = await runSteps(publisher, requestOf("author", contentOf("Fichier", { media: [item] })));
    expect(run.stoppedAt?.name).toBe("media-1");
    expect(run.outcome).toMatchObject({ kind: "rejected", because: "content" });
  });

  test("the same comment again leads to the first, and is not refused", async () => {
    const content = contentOf(`Avec commentaire ${randomUUID()}`, {
      firstComment: "Premier, « toujours » -- n'est-ce pas ?",
    });
    const request = requestOf("editor", content);
    const run = await runSteps(publisher, request);
    expect(run.outcome.kind).toBe("done");
    const step = publisher.steps(request).find(({ name }) => name === "first-comment");
    const again = await step?.run(run.done, soon());
    expect(again).toEqual({ kind: "done", value: run.done["first-comment"] });
    expect(await step?.find?.(run.done, new Date(), soon())).toEqual({
      kind: "found",
      value: run.done["first-comment"],
    });
  });

  test("two comments within seconds from one author are told to wait, not lost", async () => {
    const content = contentOf(`Vite ${randomUUID()}`);
    const first = requestOf("author", { ...content, firstComment: `un ${randomUUID()}` });
    const run = await runSteps(publisher, first);
    const second = publisher
      .steps(requestOf("author", { ...content, firstComment: `deux ${randomUUID()}` }))
      .find(({ name }) => name === "first-comment");
    const outcome = await second?.run(run.done, soon());
    expect(outcome).toEqual({
      kind: "retry",
      afterSeconds: 15,
      detail: "You are posting comments too quickly. Slow down.",
    });
  });

  test("comments are read once, oldest first, and a later poll brings only later ones", async () => {
    const request = requestOf(
      "admin",
      contentOf(`Écoute ${randomUUID()}`, { firstComment: "Bonjour à tous" }),
    );
    await runSteps(publisher, request);
    const all = await pollAll(null);
    expect(all.texts.some((text) => text.includes("Bonjour à tous"))).toBe(true);
    expect(new Set(all.ids).size).toBe(all.ids.length);
    const quiet = await repliesSource.poll(pollRequest(all.cursor), soon());
    expect(quiet).toEqual({ kind: "unchanged" });
    const next = requestOf(
      "admin",
      contentOf(`Suite ${randomUUID()}`, { firstComment: "Et voici la suite" }),
    );
    await runSteps(publisher, next);
    const later = await pollAll(all.cursor);
    expect(later.texts).toHaveLength(1);
    expect(later.texts[0]).toContain("Et voici la suite");
  });

  test("comments can be read without credentials, and by those who may not moderate", async () => {
    const open = await repliesSource.poll(
      { ...pollRequest(null), access: accessTo<WordPressCredentials | null>(baseUrl, null) },
      soon(),
    );
    expect(open.kind).toBe("page");
    const access = accessTo<WordPressCredentials | null>(baseUrl, await newSubscriber());
    const reader = await repliesSource.poll({ ...pollRequest(null), access }, soon());
    expect(reader).toMatchObject({ kind: "page", cursor: { mayModerate: false } });
  });

  test("an answer stands below the comment that it answers, and is found again there", async () => {
    // Who moderates may write two comments within seconds.
    const first = requestOf("admin", contentOf(`Article ${randomUUID()}`, { firstComment: "Une question" }));
    const { done } = await runSteps(publisher, first);
    const asked = Number(done["first-comment"]?.id);
    const mention = { remoteId: remoteIdOf(baseUrl, asked), localId: null, author: "admin" };
    const request = requestOf("editor", contentOf("Une « réponse » à l'essai", { replyTo: mention }));
    const run = await runSteps(publisher, request);
    expect(run.outcome).toMatchObject({ kind: "done" });
    const { remoteId, url } = publisher.published(request, run.done);
    expect(url).toContain(`#${remoteId}`);
    const number = run.done["part-1"]?.id;
    expect(await call(`wp/v2/comments/${number}`)).toMatchObject({ parent: asked, author: 2 });
    const part = publisher.steps(request).at(-1);
    expect(await part?.find?.(run.done, new Date(), soon())).toMatchObject({
      kind: "found",
      value: { id: number },
    });
    const gone = { ...mention, remoteId: remoteIdOf(baseUrl, 999_999) };
    const lost = await runSteps(publisher, requestOf("editor", contentOf("Non", { replyTo: gone })));
    expect(lost.outcome).toMatchObject({ kind: "rejected", because: "gone" });
  });

  test("when the site stops, nothing is sent, and the publication waits", async () => {
    await site.stop();
    const run = await runSteps(publisher, requestOf("author", contentOf("Panne")));
    expect(run.outcome).toMatchObject({ kind: "retry" });
    expect(await verifier.verify(accessOf("admin"), soon())).toMatchObject({ kind: "unreachable" });
  });

  async function newSubscriber(): Promise<WordPressCredentials> {
    const username = `reader-${randomUUID().slice(0, 8)}`;
    const user = { username, email: `${username}@example.test`, password: username, roles: ["subscriber"] };
    const { id } = z.object({ id: z.number() }).parse(await call("wp/v2/users", user));
    const made = await call(`wp/v2/users/${id}/application-passwords`, { name: "vigie" });
    return { username, applicationPassword: z.object({ password: z.string() }).parse(made).password };
  }

  function pollRequest(cursor: Parameters<typeof repliesSource.poll>[0]["cursor"]) {
    return { access: accessOf("admin"), settings: {}, terms: [], cursor, now: new Date() };
  }

  async function pollAll(cursor: Parameters<typeof repliesSource.poll>[0]["cursor"]) {
    const texts: string[] = [];
    const ids: string[] = [];
    let place = cursor;
    for (let more = true; more; ) {
      const outcome = await repliesSource.poll(pollRequest(place), soon());
      if (outcome.kind !== "page") break;
      texts.push(...outcome.mentions.map(({ text }) => text));
      ids.push(...outcome.mentions.map(({ remoteId }) => remoteId));
      place = outcome.cursor;
      more = outcome.more;
    }
    return { texts, ids, cursor: place };
  }
});
