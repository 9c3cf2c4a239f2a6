import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dispatch } from "../../src/publishing/dispatch.ts";
import { publish } from "../../src/publishing/publish.ts";
import { createKey } from "../../src/workspaces/keys.ts";
import { answering, localServer } from "../support/local-server.ts";
import { type Posting, type ShownPublication, startPosting } from "../support/posting.ts";

let t: Posting;
beforeAll(async () => {
  t = await startPosting();
});
beforeEach(async () => {
  t.clock.set(new Date());
  await t.call("PATCH", "/planning", { approvalsRequired: 0, approvalSurvivesMove: false });
});
afterAll(() => t?.close());

interface ShownPost {
  id: string;
  review: string;
  version: number;
  code: string;
  publications: ShownPublication[];
}
interface ShownReview {
  needed: number;
  approvedBy: string[];
  changes: { field: string; before: unknown; after: unknown }[];
  history: { verdict: string; by: string; reason: string | null }[];
}

const never = new AbortController().signal;
const attempt = (id: string) => publish(t.app, id, never);
const round = () =>
  dispatch(t.app, { horizonSeconds: 900, lateGraceSeconds: t.app.lateGraceSeconds, queueWasWiped: false });
const inSeconds = (seconds: number) => new Date(t.clock().getTime() + seconds * 1000).toISOString();
const postOf = async (id: string) => (await t.call<ShownPost>("GET", `/posts/${id}`)).body;
const reviewOf = async (id: string) => (await t.call<ShownReview>("GET", `/posts/${id}/review`)).body;
const approve = (id: string, more: { key?: string; version?: number } = {}) =>
  t.call<ShownPost>(
    "POST",
    `/posts/${id}/approve`,
    more.version ? { version: more.version } : {},
    more.key ? { authorization: `Bearer ${more.key}` } : {},
  );
/** A post due in a minute on a profile that asks for so many approvals. */
async function asked(account: string, approvalsRequired = 1): Promise<ShownPublication> {
  const profile = await t.connect(account);
  await t.call("PATCH", `/profiles/${profile}`, { approvalsRequired });
  return t.schedule(profile, `À valider : ${account}`);
}

describe("a post that needs approval", () => {
  test("waits for it, and goes out at its time once it has it", async () => {
    const { id, post } = await asked("waits");
    expect(await postOf(post)).toMatchObject({ review: "waiting" });
    t.clock.pass(61);
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "scheduled", attempts: [] });
    expect((await approve(post)).body).toMatchObject({ review: "approved" });
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "published" });
  });

  test("is held when its time comes without approval: neither posted nor failed nor missed", async () => {
    const { id, post } = await asked("late");
    t.clock.pass(3600);
    await round();
    expect(await t.show(id)).toMatchObject({ state: "held", error: { code: "not_approved" } });
    await approve(post);
    await round();
    expect(await t.show(id)).toMatchObject({ state: "held" });
    // A time of its own starts it again; that it was moved asks those who approved once more.
    await t.call("POST", `/posts/${post}/schedule`, { scheduledAt: inSeconds(60) });
    expect(await postOf(post)).toMatchObject({ review: "waiting" });
    await approve(post);
    t.clock.pass(61);
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "published" });
  });

  test("of two persons, waits for both; one who says yes twice is one", async () => {
    const { id, post } = await asked("two", 2);
    const { key } = await createKey(t.app, t.workspaceId, { name: "Seconde", role: "approver" });
    await approve(post);
    expect((await approve(post)).body).toMatchObject({ review: "waiting" });
    t.clock.pass(61);
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "scheduled" });
    expect((await approve(post, { key })).body).toMatchObject({ review: "approved" });
    expect((await reviewOf(post)).approvedBy).toEqual(["tests", "Seconde"]);
  });

  test("is listed for whoever still has to decide, and for whoever asked", async () => {
    const { post } = await asked("listed", 2);
    const { key } = await createKey(t.app, t.workspaceId, { name: "Troisième", role: "approver" });
    const has = async (filter: string, as?: string) => {
      const { body } = await t.call<{ items: { id: string }[] }>(
        "GET",
        `/posts?limit=200&${filter}`,
        undefined,
        as ? { authorization: `Bearer ${as}` } : {},
      );
      return body.items.some(({ id }) => id === post);
    };
    expect([await has("waitsFor=me"), await has("waitsFor=me", key)]).toEqual([true, true]);
    expect([await has("askedBy=me"), await has("askedBy=me", key)]).toEqual([true, false]);
    await approve(post);
    expect([await has("waitsFor=me"), await has("waitsFor=me", key)]).toEqual([false, true]);
    // What was approved is there no more once the text is another.
    await t.call("PATCH", `/posts/${post}`, { text: "Autre texte" });
    expect([await has("waitsFor=me"), await has("waitsFor=me", key)]).toEqual([true, true]);
    await approve(post, { key });
    await approve(post);
    expect(await has("waitsFor=me")).toBe(false);
    expect(await has("review=approved&askedBy=me")).toBe(true);
  });

  test("loses its approval with its text, and shows what changed since", async () => {
    const { id, post } = await asked("edited");
    await approve(post);
    await t.call("PATCH", `/posts/${post}`, { text: "Autre chose" });
    expect(await postOf(post)).toMatchObject({ review: "waiting" });
    const review = await reviewOf(post);
    expect(review.changes).toEqual([{ field: "text", before: "À valider : edited", after: "Autre chose" }]);
    expect(review.history.map(({ verdict }) => verdict)).toEqual(["submitted", "approved", "dropped"]);
    t.clock.pass(61);
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "scheduled", attempts: [] });
  });

  test("keeps its approval when what is saved is what was there", async () => {
    const { post } = await asked("same");
    await approve(post);
    await t.call("PATCH", `/posts/${post}`, { text: "À valider : same" });
    expect(await postOf(post)).toMatchObject({ review: "approved" });
  });

  test.each([
    [false, "waiting"],
    [true, "approved"],
  ])("moved, with moves allowed: %s, is %s", async (approvalSurvivesMove, review) => {
    await t.call("PATCH", "/planning", { approvalSurvivesMove });
    const { id, post, version } = await asked(`moved-${approvalSurvivesMove}`);
    await approve(post);
    const { version: seen } = await t.show(id);
    expect(seen).toBeGreaterThan(version);
    const { status, body } = await t.call("PATCH", "/publications", {
      moves: [{ id, version: seen, scheduledAt: inSeconds(7200) }],
    });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(await postOf(post)).toMatchObject({ review });
    if (review === "waiting")
      expect((await reviewOf(post)).changes.map(({ field }) => field)).toEqual(["times"]);
  });

  test("is not approved unseen: who looked at an earlier version is told", async () => {
    const { post } = await asked("unseen");
    const { version } = await postOf(post);
    await t.call("PATCH", `/posts/${post}`, { text: "Changé entre-temps" });
    const { status, body } = await approve(post, { version });
    expect([status, body.code]).toEqual([409, "changed_meanwhile"]);
    expect(await postOf(post)).toMatchObject({ review: "waiting" });
  });

  test("is sent back with a reason only, and waits until it is submitted again", async () => {
    const { id, post } = await asked("back");
    expect((await t.call("POST", `/posts/${post}/reject`, { reason: " " })).status).toBe(422);
    await t.call("POST", `/posts/${post}/reject`, { reason: "La date est fausse" });
    expect(await postOf(post)).toMatchObject({ review: "sentBack" });
    expect((await approve(post)).status).toBe(409);
    await t.call("PATCH", `/posts/${post}`, { text: "Avec la bonne date" });
    expect(await postOf(post)).toMatchObject({ review: "sentBack" });
    await t.call("POST", `/posts/${post}/submit`);
    await approve(post);
    t.clock.pass(61);
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "published" });
  });

  test("is not approved by somebody whose role may not", async () => {
    const { post } = await asked("role");
    const { key } = await createKey(t.app, t.workspaceId, { name: "Rédaction", role: "editor" });
    expect((await approve(post, { key })).status).toBe(403);
  });
});

describe("a rule that comes later", () => {
  test("also stops what is scheduled already and nobody looked at", async () => {
    const profile = await t.connect("stricter");
    const { id, post } = await t.schedule(profile, "Déjà programmé");
    await t.call("PATCH", "/planning", { approvalsRequired: 1 });
    expect(await postOf(post)).toMatchObject({ review: "waiting" });
    t.clock.pass(61);
    await attempt(id);
    expect(await t.show(id)).toMatchObject({ state: "scheduled", attempts: [] });
  });
});

describe("a link for a client", () => {
  interface Link {
    id: string;
    link: string;
  }
  interface Look {
    posts: { id: string; version: number; publications: { text: string }[]; comments: { text: string }[] }[];
  }
  const linkTo = async (posts: string[], days = 7) => {
    const { status, body } = await t.call<Link>("POST", "/review-links", { name: "Lumen", posts, days });
    expect(status, JSON.stringify(body)).toBe(201);
    return { id: body.id, token: body.link.split("#")[1] ?? "" };
  };
  /** A request from outside: no key, no session. */
  const outside = async (path: string, payload: object) => {
    const reply = await t.server.inject({ method: "POST", url: `/api/v1/review-links/${path}`, payload });
    return {
      status: reply.statusCode,
      body: reply.body === "" ? {} : (reply.json() as Look & { code: string }),
    };
  };
  const look = async (token: string) => outside("look", { token });

  test("shows what goes out and no internal word, and its yes counts once, whatever names are given", async () => {
    const { post } = await asked("client", 2);
    await t.call("POST", `/posts/${post}/comments`, { text: "Entre nous" });
    await t.call("POST", `/posts/${post}/comments`, { text: "Pour vous", forClient: true });
    const { token } = await linkTo([post]);
    const { body } = await look(token);
    expect(body).toMatchObject({ posts: [{ id: post, comments: [{ text: "Pour vous" }] }] });
    expect(JSON.stringify(body)).not.toContain("Entre nous");
    const { version } = await postOf(post);
    const yes = (name: string) => outside("decide", { token, post, version, name, verdict: "approve" });
    expect([(await yes("Zoé")).status, (await yes("Max")).status]).toEqual([204, 204]);
    expect(await postOf(post)).toMatchObject({ review: "waiting" });
    expect((await approve(post)).body).toMatchObject({ review: "approved" });
  });

  test("shows the page behind a link of its post, and looks up no other", async () => {
    const site = await localServer(
      answering(200, { "content-type": "text/html" }, `<meta property="og:title" content="La carte">`),
    );
    const { post } = await asked("client-card");
    await t.call("PATCH", `/posts/${post}`, { text: `Voir ${site.origin}/carte.` });
    const { token } = await linkTo([post]);
    const url = `${site.origin}/carte`;
    expect((await look(token)).body).toMatchObject({ posts: [{ publications: [{ links: [url, null] }] }] });
    const card = (at: string, by = token) => outside("card", { token: by, url: at, network: "mastodon" });
    expect((await card(url)).body).toMatchObject({ card: { title: "La carte", hasImage: false } });
    expect((await card(`${site.origin}/autre`)).status).toBe(404);
    expect((await card(url, "guess")).status).toBe(404);
    expect((await outside("card-image", { token, url, network: "mastodon" })).status).toBe(404);
    expect(site.received.map(({ path }) => path)).toEqual(["/carte"]);
    await site.close();
  });

  test("sends back what was seen, and is told when the post changed since", async () => {
    const { post } = await asked("client-back");
    const { token } = await linkTo([post]);
    const { version } = await postOf(post);
    await t.call("PATCH", `/posts/${post}`, { text: "Changé depuis" });
    const back = (seen: number) =>
      outside("decide", {
        token,
        post,
        version: seen,
        name: "Zoé",
        verdict: "send-back",
        reason: "Trop long",
      });
    expect((await back(version)).body).toMatchObject({ code: "changed_meanwhile" });
    expect((await back(version + 1)).status).toBe(204);
    expect((await reviewOf(post)).history.at(-1)).toMatchObject({ by: "Zoé (Lumen)", reason: "Trop long" });
  });

  test("reaches no other post", async () => {
    const [{ post }, { post: other }] = [await asked("client-mine"), await asked("client-other")];
    const { token } = await linkTo([post]);
    const answer = await outside("decide", {
      token,
      post: other,
      version: 1,
      name: "Zoé",
      verdict: "approve",
    });
    expect(answer.status).toBe(404);
    expect(await postOf(other)).toMatchObject({ review: "waiting" });
  });

  test("opens nothing once it has ended, was revoked, or was never made", async () => {
    const { post } = await asked("client-ended");
    const [brief, revoked] = [await linkTo([post], 1), await linkTo([post])];
    await t.call("DELETE", `/review-links/${revoked.id}`);
    t.clock.pass(86_400);
    const answers = await Promise.all([brief.token, revoked.token, "guess"].map(look));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });

  test("that is asked too often waits a minute", async () => {
    const { token } = await linkTo([(await asked("client-often")).post]);
    const statuses = new Set<number>();
    for (let index = 0; index < 121; index += 1) statuses.add((await look(token)).status);
    expect([...statuses]).toEqual([200, 429]);
    t.clock.pass(60);
    expect((await look(token)).status).toBe(200);
  });
});

describe("in the last second", () => {
  test("an edit and the claim race: what goes out was approved, whoever wins", async () => {
    const profile = await t.connect("race");
    await t.call("PATCH", `/profiles/${profile}`, { approvalsRequired: 1 });
    const posts: ShownPublication[] = [];
    for (let index = 0; index < 12; index += 1)
      posts.push(await t.schedule(profile, `Validé ${index}`, { scheduledAt: inSeconds(60) }));
    for (const { post } of posts) await approve(post);
    t.clock.pass(61);
    const outcomes = await Promise.all(
      posts.map(async ({ id, post }, index) => {
        const claimFirst = index % 2 === 0 ? attempt(id) : null;
        const edit = t.call("PATCH", `/posts/${post}`, { text: `Jamais validé ${index}` });
        const [edited] = await Promise.all([edit, claimFirst ?? attempt(id)]);
        return { id, status: edited.status };
      }),
    );
    const shown = (await t.posted("race")).map(({ text }) => text);
    expect(shown.filter((text) => text.includes("Jamais"))).toEqual([]);
    for (const { id, status } of outcomes) {
      const { state } = await t.show(id);
      // Either the edit came first and nothing went out, or it was refused.
      expect([status, state]).toEqual(status === 200 ? [200, "scheduled"] : [409, "published"]);
    }
  });

  test("an edit that commits while the claim waits for its row takes nothing out with the earlier text", async () => {
    const profile = await t.connect("blocked");
    const { id, post } = await t.schedule(profile, "Ancien texte");
    t.clock.pass(61);
    let claiming: Promise<void> = Promise.resolve();
    await t.app.db.$transaction(async (tx) => {
      await tx.$queryRaw`select id::text from publication where id = ${id}::uuid for update`;
      claiming = attempt(id);
      // The claim stands at the row: only then is the text changed.
      await waitsForLock();
      await tx.post.update({ where: { id: post }, data: { text: "Nouveau texte", version: 2 } });
      await tx.publication.update({ where: { id }, data: { postVersion: 2 } });
    });
    await claiming;
    expect(await t.posted("blocked")).toEqual([]);
    await attempt(id);
    expect((await t.posted("blocked")).map(({ text }) => text)).toEqual([
      expect.stringContaining("Nouveau texte"),
    ]);
  });
  test("a claim whose row an edit holds keeps no other waiting", async () => {
    const profile = await t.connect("beside");
    const held = await t.schedule(profile, "En cours de correction");
    const other = await t.schedule(profile, "Prêt");
    t.clock.pass(61);
    let claiming: Promise<void> = Promise.resolve();
    await t.app.db.$transaction(async (tx) => {
      await tx.$queryRaw`select id::text from publication where id = ${held.id}::uuid for update`;
      claiming = attempt(held.id);
      await attempt(other.id);
      expect((await t.show(other.id)).state).toBe("published");
      expect((await t.show(held.id)).state).toBe("scheduled");
    });
    // The edit came to nothing: what waited for it goes out.
    await claiming;
    expect((await t.show(held.id)).state).toBe("published");
  });
});

/** Until some statement waits for a row of another. */
async function waitsForLock(): Promise<void> {
  for (;;) {
    const [row] = await t.app.db.$queryRaw<{ waiting: bigint }[]>`
      select count(*) as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    if (row && row.waiting > 0n) return;
  }
}
