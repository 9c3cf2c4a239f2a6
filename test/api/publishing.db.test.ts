import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createKey } from "../../src/workspaces/keys.ts";
import { type Posting, startPosting } from "../support/posting.ts";

let t: Posting;
let profile: string;
beforeAll(async () => {
  t = await startPosting();
  profile = await t.connect("api");
});
afterEach(() => t.heal());
afterAll(() => t?.close());

interface Problem {
  status: number;
  code: string;
  title: string;
  detail: string;
  errors?: { pointer: string; code: string; detail: string; profile?: string }[];
}

interface PublicationPage {
  items: { id: string }[];
  nextCursor: string | null;
}

const inSeconds = (seconds: number) => new Date(t.clock().getTime() + seconds * 1000).toISOString();
const post = (body: unknown, headers: Record<string, string> = {}) =>
  t.call<Problem & { id: string }>("POST", "/posts", body, headers);
const draft = (more: Record<string, unknown> = {}) => ({
  text: "Bonjour",
  profiles: [profile],
  scheduledAt: inSeconds(3600),
  ...more,
});
const faults = ({ body }: { body: Problem }) =>
  (body.errors ?? []).map(({ pointer, code }) => [pointer, code]);
const stored = async () => ({
  posts: await t.app.db.post.count(),
  publications: await t.app.db.publication.count(),
  variants: await t.app.db.postVariant.count(),
  replies: await t.app.db.idempotentReply.count(),
});
/** A request as it goes over the wire, body and headers as given. */
const raw = (body: string, headers: Record<string, string>) =>
  t.server.inject({
    method: "POST",
    url: "/api/v1/posts",
    headers: { authorization: `Bearer ${t.key}`, ...headers },
    payload: body,
  });

describe("a post that cannot be used is refused whole, field by field", () => {
  const unknownId = "00000000-0000-4000-8000-000000000000";

  test.each<[string, Record<string, unknown>, [string, string][]]>([
    ["an unknown profile", { profiles: [unknownId] }, [["/profiles/0", "unknown_profile"]]],
    ["a profile that is no id at all", { profiles: ["' or 1=1"] }, [["/profiles/0", "unknown_profile"]]],
    ["no profile", { profiles: [] }, [["/profiles", "too_small"]]],
    ["an unknown image", { media: [unknownId] }, [["/media/0", "unknown_image"]]],
    ["an empty text", { text: "   " }, [["/text", "text_empty"]]],
    ["a text that is too long", { text: "x".repeat(501) }, [["/text", "text_too_long"]]],
    ["an empty part of a thread", { thread: ["suite", ""] }, [["/thread/1", "text_empty"]]],
    ["a time that has passed", { scheduledAt: "2020-01-01T00:00:00Z" }, [["/scheduledAt", "time_in_past"]]],
    ["a time far away", { scheduledAt: "2200-01-01T00:00:00Z" }, [["/scheduledAt", "time_too_far"]]],
    ["no time", { scheduledAt: undefined }, [["/scheduledAt", "time_missing"]]],
    [
      "a time zone that is none",
      { scheduledAt: { local: "2027-01-01T10:00", timeZone: "Paris" } },
      [["/scheduledAt/timeZone", "unknown_time_zone"]],
    ],
    [
      "a day that is none",
      { scheduledAt: { local: "2027-02-30T10:00", timeZone: "Europe/Paris" } },
      [["/scheduledAt/local", "not_a_local_time"]],
    ],
    ["an unknown field", { txet: "typo" }, [["", "unknown_field"]]],
    ["a text that is a number", { text: 42 }, [["/text", "wrong_type"]]],
    ["no text", { text: undefined }, [["/text", "wrong_type"]]],
    ["a status that is none", { status: "published" }, [["/status", "unknown_value"]]],
    ["too many images", { media: Array(21).fill(unknownId) }, [["/media", "too_big"]]],
    [
      "a variant for a profile that is not chosen",
      { variants: { [unknownId]: { text: "autre" } } },
      [[`/variants/${unknownId}`, "variant_without_profile"]],
    ],
  ])("%s", async (_what, change, expected) => {
    const before = await stored();
    const answer = await post(draft(change));
    expect(answer.status, JSON.stringify(answer.body)).toBe(422);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(faults(answer)).toEqual(expected);
    expect(await stored()).toEqual(before);
  });

  test("a time without an offset is no instant", async () => {
    const answer = await post(draft({ scheduledAt: "2027-01-01T10:00:00" }));
    expect(answer.status).toBe(422);
    expect(answer.body.errors?.[0]?.pointer).toBe("/scheduledAt");
  });

  test.each([
    ["a text", { text: "un\u0000deux" }],
    ["a part", { thread: ["un\u0000deux"] }],
    ["a first comment", { firstComment: "un\u0000deux" }],
    ["an option", { options: { mastodon: { spoilerText: "un\u0000deux" } } }],
    ["half a character", { text: "un\ud800deux" }],
  ])("%s with a character that no database keeps is refused, not lost", async (_what, change) => {
    const before = await stored();
    const answer = await post(draft(change));
    expect(answer.status, JSON.stringify(answer.body)).toBe(422);
    expect(await stored()).toEqual(before);
  });

  test("says how long it is by the network's own count, and for which profile", async () => {
    const link = `https://example.org/${"long/".repeat(30)}`;
    const { body } = await post(draft({ text: `${"é".repeat(480)} ${link}` }));
    expect(body.errors).toEqual([
      {
        pointer: "/text",
        code: "text_too_long",
        detail: "504 characters as Mastodon counts them; at most 500 are accepted",
        profile,
      },
    ]);
  });

  test("what a variant says is pointed at where it stands", async () => {
    const answer = await post(draft({ variants: { [profile]: { text: "x".repeat(501) } } }));
    expect(faults(answer)).toEqual([[`/variants/${profile}/text`, "text_too_long"]]);
  });

  test("names every fault at once", async () => {
    const answer = await post(
      draft({ profiles: [profile, unknownId], text: "", scheduledAt: "2020-01-01T00:00:00Z" }),
    );
    expect(faults(answer)).toEqual([
      ["/profiles/1", "unknown_profile"],
      ["/scheduledAt", "time_in_past"],
      ["/text", "text_empty"],
    ]);
    expect(answer.body.detail).toBe("3 fields cannot be used as they are");
  });

  test("is checked the same without being stored", async () => {
    const before = await stored();
    const { status, body } = await t.call<{ valid: boolean; errors: unknown[]; profiles: unknown[] }>(
      "POST",
      "/posts/validate",
      draft({ text: "x".repeat(501) }),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      valid: false,
      profiles: [{ profile, network: "mastodon", characters: [{ pointer: "/text", used: 501, limit: 500 }] }],
      errors: [{ pointer: "/text", code: "text_too_long", profile }],
    });
    expect(await stored()).toEqual(before);
  });

  test("may be kept as a draft until it is right", async () => {
    const { status, body } = await post({ text: "", profiles: [profile], status: "draft" });
    expect(status).toBe(201);
    const scheduled = await t.call<Problem>("POST", `/posts/${body.id}/schedule`, {
      scheduledAt: inSeconds(60),
    });
    expect([scheduled.status, ...faults(scheduled)]).toEqual([422, ["/text", "text_empty"]]);
  });
});

describe("a body that is none", () => {
  test("half JSON is said to be no JSON", async () => {
    const reply = await raw('{"text": "Bonj', { "content-type": "application/json" });
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ code: "not_json" });
  });

  test("JSON that is no object is refused", async () => {
    for (const body of ["null", "[]", '"text"', "42"]) {
      const reply = await raw(body, { "content-type": "application/json" });
      expect([body, reply.statusCode]).toEqual([body, 422]);
    }
  });

  test.each(["application/xml", "application/x-www-form-urlencoded"])("%s is not taken", async (type) => {
    const reply = await raw("text=Bonjour", { "content-type": type });
    expect(reply.statusCode).toBe(415);
    expect(reply.json()).toMatchObject({ code: "wrong_content_type" });
  });

  test("11 megabytes are too many", async () => {
    const reply = await raw(JSON.stringify({ text: "x".repeat(11_000_000) }), {
      "content-type": "application/json",
    });
    expect(reply.statusCode).toBe(413);
    expect(reply.json()).toMatchObject({ code: "too_large" });
  });

  test("a field called __proto__ changes nothing for others", async () => {
    const reply = await raw('{"__proto__": {"text": "x"}, "profiles": []}', {
      "content-type": "application/json",
    });
    expect(reply.statusCode).toBeGreaterThanOrEqual(400);
    expect(reply.statusCode).toBeLessThan(500);
    expect(({} as Record<string, unknown>).text).toBeUndefined();
  });
});

describe("a profile is only connected when the network accepts it", () => {
  const connect = (credentials: unknown, more: Record<string, unknown> = {}) =>
    t.call<Problem>("POST", "/profiles", {
      network: "mastodon",
      credentials,
      settings: { baseUrl: `${t.sandbox.url}/mastodon` },
      ...more,
    });

  test("a wrong token is refused with what the network said, and stored nowhere", async () => {
    const before = await t.app.db.profile.count();
    const answer = await connect({ accessToken: "wrong-token" });
    expect([answer.status, ...faults(answer)]).toEqual([422, ["/credentials", "credentials_refused"]]);
    expect(answer.body.detail).toBe("Mastodon says: The access token is invalid");
    expect(JSON.stringify(answer.body)).not.toContain("wrong-token");
    expect(await t.app.db.profile.count()).toBe(before);
  });

  test("credentials of another shape are refused without being repeated", async () => {
    const answer = await connect({ apiToken: "hunter2hunter2" });
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).not.toContain("hunter2");
  });

  test("a server that nobody runs is named as such", async () => {
    const answer = await connect({ accessToken: "marie" }, { settings: { baseUrl: "http://127.0.0.1:9" } });
    expect([answer.status, answer.body.code]).toEqual([422, "network_unreachable"]);
    expect(answer.body.detail).toContain("ECONNREFUSED");
  });

  test("an unknown network is refused with those there are", async () => {
    const answer = await connect({}, { network: "myspace" });
    expect(faults(answer)).toEqual([["/network", "unknown_network"]]);
    expect(answer.body.detail).toContain("mastodon");
  });

  test("what is shown of it holds no secret", async () => {
    await connect({ accessToken: "sesame.at.1" });
    const { body } = await t.call("GET", "/profiles");
    expect(JSON.stringify(body)).toContain("@sesame@");
    expect(JSON.stringify(body)).not.toContain("sesame.at");
    const rows = await t.app.db.profile.findMany();
    expect(JSON.stringify(rows.map(({ credentials }) => credentials))).not.toContain("sesame");
  });
});

describe("a person who asks in French", () => {
  const french = { "accept-language": "fr-FR,fr;q=0.9,en;q=0.5" };

  test("is answered in French, also about a refused field", async () => {
    const { body, headers } = await post(draft({ text: "x".repeat(501) }), french);
    expect(headers["content-language"]).toBe("fr");
    expect(body).toMatchObject({
      title: "Inutilisable tel quel",
      errors: [{ detail: "501 caractères selon le compte de Mastodon\u202f; 500 au plus sont acceptés" }],
    });
  });

  test("reads in French why a publication failed", async () => {
    const { id } = await t.schedule(profile, "Peut-être");
    await t.app.db.publication.update({
      where: { id },
      data: { state: "failed", errorCode: "network_unavailable" },
    });
    const { body } = await t.call<{ error: { message: string } }>(
      "GET",
      `/publications/${id}`,
      undefined,
      french,
    );
    expect(body.error.message).toMatch(/^Le réseau est resté injoignable/);
  });

  test("gets no French when English is wanted first, and English when it is a language we do not speak", async () => {
    for (const wanted of ["en,fr;q=0.5", "ja", "*"]) {
      const { headers } = await post({}, { "accept-language": wanted });
      expect([wanted, headers["content-language"]]).toEqual([wanted, "en"]);
    }
  });
});

describe("an Idempotency-Key", () => {
  const key = (name: string) => ({ "idempotency-key": name });

  test("gives the first answer again, and makes nothing twice", async () => {
    const body = draft({ text: "Une seule fois" });
    const first = await post(body, key("replay"));
    const before = await stored();
    const second = await post(body, key("replay"));
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(second.headers["idempotent-replayed"]).toBe("true");
    expect(await stored()).toEqual(before);
  });

  test("with another body is refused", async () => {
    const time = inSeconds(3600);
    await post(draft({ text: "Un", scheduledAt: time }), key("reused"));
    const { status, body } = await post(draft({ text: "Deux", scheduledAt: time }), key("reused"));
    expect([status, body.code]).toEqual([422, "key_reused"]);
  });

  test("sent by many at once makes one post; the others are told to wait, or get its answer", async () => {
    const body = draft({ text: "En même temps" });
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(body, key("crowd"))));
    const made = answers.filter(({ status }) => status === 201);
    expect(new Set(made.map((answer) => answer.body.id)).size).toBe(1);
    for (const answer of answers) expect([201, 409]).toContain(answer.status);
    expect(await t.app.db.post.count({ where: { text: "En même temps" } })).toBe(1);
  });

  test("is free again after a request that failed", async () => {
    const time = inSeconds(3600);
    expect((await post(draft({ text: "", scheduledAt: time }), key("mended"))).status).toBe(422);
    expect((await post(draft({ text: "Réparé", scheduledAt: time }), key("mended"))).status).toBe(201);
  });

  test("of another workspace is another key", async () => {
    const other = await t.app.db.workspace.create({ data: { name: "Other" } });
    const { key: otherKey } = await createKey(t.app, other.id, { name: "other", role: "owner" });
    await post(draft({ text: "Chez moi" }), key("shared"));
    const { status, body } = await post(draft({ text: "Chez moi" }), {
      ...key("shared"),
      authorization: `Bearer ${otherKey}`,
    });
    expect([status, ...faults({ body })]).toEqual([422, ["/profiles/0", "unknown_profile"]]);
  });

  test("longer than 255 characters is refused", async () => {
    expect((await post(draft(), key("k".repeat(256)))).status).toBe(422);
  });
});

describe("who may do what", () => {
  const as = async (
    role: "owner" | "admin" | "editor" | "approver" | "analyst",
    workspaceId = t.workspaceId,
  ) => {
    const { key } = await createKey(t.app, workspaceId, { name: role, role });
    return { authorization: `Bearer ${key}` };
  };

  test("nobody without a key, with a wrong one, or with one that was revoked", async () => {
    const revoked = await createKey(t.app, t.workspaceId, { name: "gone", role: "owner" });
    await t.app.db.apiKey.update({ where: { id: revoked.id }, data: { revokedAt: t.clock() } });
    for (const authorization of [
      "",
      "Bearer ",
      "Bearer wrong",
      `Basic ${t.key}`,
      t.key,
      `Bearer ${revoked.key}`,
    ]) {
      const { status, body, headers } = await post(draft(), { authorization });
      expect([authorization, status, body.code]).toEqual([authorization, 401, "not_signed_in"]);
      expect(headers["www-authenticate"]).toContain("Bearer");
    }
  });

  test("an analyst reads, and publishes nothing", async () => {
    const analyst = await as("analyst");
    expect((await t.call("GET", "/posts", undefined, analyst)).status).toBe(200);
    const { status, body } = await post(draft(), analyst);
    expect([status, body.code]).toEqual([403, "not_allowed"]);
  });

  test("an approver publishes, and connects no profile", async () => {
    const approver = await as("approver");
    expect((await post(draft(), approver)).status).toBe(201);
    const answer = await t.call("POST", "/profiles", { network: "mastodon", credentials: {} }, approver);
    expect(answer.status).toBe(403);
  });

  test("a workspace sees and moves nothing of another's", async () => {
    const { id, post: postId } = await t.schedule(profile, "À moi");
    const other = await t.app.db.workspace.create({ data: { name: "Stranger" } });
    const stranger = await as("owner", other.id);
    const tries = [
      ["GET", `/posts/${postId}`],
      ["PATCH", `/posts/${postId}`, { text: "À toi" }],
      ["DELETE", `/posts/${postId}`],
      ["POST", `/posts/${postId}/schedule`, { scheduledAt: inSeconds(60) }],
      ["POST", `/posts/${postId}/publish-now`],
      ["POST", `/posts/${postId}/cancel`],
      ["GET", `/publications/${id}`],
      ["POST", `/publications/${id}/retry`],
      ["POST", `/publications/${id}/resolve`, { outcome: "not-published" }],
      ["GET", `/profiles/${profile}`],
      ["POST", `/profiles/${profile}/verify`],
      ["DELETE", `/profiles/${profile}`],
    ] as const;
    for (const [method, url, body] of tries) {
      const { status } = await t.call(method, url, body, stranger);
      expect([method, url, status]).toEqual([method, url, 404]);
    }
    for (const list of ["/posts", "/publications", "/profiles"])
      expect((await t.call("GET", list, undefined, stranger)).body).toMatchObject({ items: [] });
    const answer = await post(draft(), stranger);
    expect(faults(answer)).toEqual([["/profiles/0", "unknown_profile"]]);
    expect(await t.show(id)).toMatchObject({ state: "scheduled" });
  });
});

describe("lists", () => {
  test("page through everything once, newest first, and the other way round", async () => {
    for (let index = 0; index < 7; index += 1) await t.schedule(profile, `Page ${index}`);
    const walk = async (order: string) => {
      const seen: string[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const url: string = `/publications?limit=3&order=${order}${cursor ? `&cursor=${cursor}` : ""}`;
        const { body }: { body: PublicationPage } = await t.call<PublicationPage>("GET", url);
        seen.push(...body.items.map(({ id }) => id));
        cursor = body.nextCursor;
      }
      return seen;
    };
    const newest = await walk("desc");
    expect(new Set(newest).size).toBe(newest.length);
    expect(newest).toHaveLength(await t.app.db.publication.count({ where: { workspaceId: t.workspaceId } }));
    expect(await walk("asc")).toEqual([...newest].reverse());
  });

  test.each([
    "limit=0",
    "limit=201",
    "limit=x",
    "cursor=nonsense",
    `cursor=${Buffer.from('[1e300,"00000000-0000-4000-8000-000000000000"]').toString("base64url")}`,
    "state=flying",
    "order=up",
    "from=yesterday",
    "from=0000-01-01T00:00:00Z",
    "post=%00",
  ])("a wrong query is refused: %s", async (query) => {
    const { status, body } = await t.call<Problem>("GET", `/publications?${query}`);
    expect(status, JSON.stringify(body)).toBeGreaterThanOrEqual(400);
    expect(status, JSON.stringify(body)).toBeLessThan(500);
    expect(body.errors?.length).toBeGreaterThan(0);
  });

  test.each(["from=0001-01-01T00:00:00Z", "to=9999-12-31T23:59:59Z", "profile=nobody"])(
    "an odd query finds little, and breaks nothing: %s",
    async (query) => expect((await t.call("GET", `/publications?${query}`)).status).toBe(200),
  );

  test("narrow down to a state, a profile, a post or a time", async () => {
    const {
      id,
      post: postId,
      scheduledAt,
    } = await t.schedule(profile, "Cherché", { scheduledAt: inSeconds(99_999) });
    const found = async (query: string) =>
      (await t.call<{ items: { id: string }[] }>("GET", `/publications?limit=200&${query}`)).body.items.map(
        (item) => item.id,
      );
    expect(await found(`post=${postId}`)).toEqual([id]);
    expect(await found(`from=${scheduledAt}`)).toEqual([id]);
    expect(await found(`to=${scheduledAt}`)).not.toContain(id);
    expect(await found(`profile=${profile}&state=scheduled`)).toContain(id);
    expect(await found("state=published")).not.toContain(id);
  });
});
