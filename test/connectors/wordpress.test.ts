import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { articleOf } from "../../src/connectors/wordpress/article.ts";
import { wordpress } from "../../src/connectors/wordpress/index.ts";
import { after, type Place, placeIn, unseen } from "../../src/connectors/wordpress/place.ts";
import { publisher } from "../../src/connectors/wordpress/publisher.ts";
import type { BlogComment, WordPressCredentials } from "../../src/connectors/wordpress/schema.ts";
import { repliesSource } from "../../src/connectors/wordpress/source.ts";
import { verifier } from "../../src/connectors/wordpress/verify.ts";
import type { Content, StepValues } from "../../src/publishing/publisher.ts";
import { useSandbox } from "../sandbox/support.ts";
import { accessTo, testHttp } from "../support/access.ts";
import { type Answer, answering, localServer } from "../support/local-server.ts";
import {
  contentOf,
  findAfter,
  imageItem,
  type Run,
  requestFor,
  runSteps,
  tinyPng,
} from "../support/publishing.ts";

const soon = () => AbortSignal.timeout(10_000);
const sandbox = useSandbox();
const marie: WordPressCredentials = { username: "marie", applicationPassword: "good" };

function requestOf(content: Content, baseUrl = `${sandbox.url()}/wordpress`, http = testHttp()) {
  return requestFor({
    access: accessTo(baseUrl, marie, http),
    account: { remoteId: "1", handle: "marie" },
    limits: publisher.limits,
    content,
    files: { picture: tinyPng },
  });
}
const fault = (kind: string, more: Record<string, unknown> = {}) =>
  sandbox.control("POST", "faults", { network: "wordpress", kind, count: 1, ...more });
const posts = (query = ""): Promise<{ text: string; slug: string }[]> =>
  sandbox.posts(`network=wordpress&${query}`);

/** Goes on as the publisher's worker does: what is unconfirmed is looked for, what is absent is tried again. */
async function settle(request: ReturnType<typeof requestOf>): Promise<Run & { looked: string[] }> {
  const looked: string[] = [];
  let run = await runSteps(publisher, request);
  for (
    let round = 0;
    round < 5 && run.outcome.kind !== "done" && run.outcome.kind !== "rejected";
    round += 1
  ) {
    let done: StepValues = run.done;
    if (run.outcome.kind === "unconfirmed") {
      const found = await findAfter(run, request.firstAttemptAt);
      looked.push(`${run.stoppedAt?.name} ${found.kind}`);
      if (found.kind === "found") done = { ...done, [run.stoppedAt?.name ?? ""]: found.value };
    }
    run = await runSteps(publisher, request, done);
  }
  return { ...run, looked };
}

describe("publishing on a blog", () => {
  test.each([
    ["reset-after", "draft found"],
    ["truncated-body", "draft found"],
    ["server-error-after", "draft found"],
    ["reset-before", "draft absent"],
    ["server-error-before", "draft absent"],
  ])("after %s the article stands there once", async (kind, looked) => {
    await fault(kind);
    const run = await settle(requestOf(contentOf(`Un article (${kind})\n\nEt son texte.`)));
    expect(run.outcome.kind).toBe("done");
    expect(run.looked).toEqual([looked]);
    expect(await posts("all=1")).toHaveLength(1);
    expect(await posts()).toHaveLength(1);
  });

  test("an answer lost while it goes public changes nothing: it is asked by its id", async () => {
    const request = requestOf(contentOf("Publié ?"));
    const [draft] = publisher.steps(request);
    const made = await draft?.run({}, soon());
    await fault("reset-after");
    const run = await runSteps(publisher, request, { draft: made?.kind === "done" ? made.value : {} });
    expect(run.outcome.kind).toBe("unconfirmed");
    expect(await findAfter(run, new Date())).toMatchObject({
      kind: "found",
      value: { url: expect.any(String) },
    });
    expect(await posts()).toHaveLength(1);
  });

  test.each(["none", "reset-after", "reset-before"])(
    "a draft that an earlier wording left is written over, also when the answer is lost: %s",
    async (kind) => {
      const [draft] = publisher.steps(
        requestOf(contentOf("Première version", { options: { excerpt: "Ancien" } })),
      );
      const left = await draft?.run({}, soon());
      if (left?.kind !== "done") throw new Error("no draft");
      if (kind !== "none") await fault(kind);
      const request = requestOf(contentOf("Seconde version\n\nAvec son texte."));
      const before = { "earlier-draft": left.value };
      const run = await runSteps(publisher, request, before);
      if (run.outcome.kind === "unconfirmed") {
        expect(await findAfter(run, request.firstAttemptAt)).toEqual({ kind: "absent" });
        expect((await runSteps(publisher, request, run.done)).outcome.kind).toBe("done");
      }
      const all = await posts("all=1");
      expect(all).toHaveLength(1);
      expect(all[0]?.text).toContain("Avec son texte.");
    },
  );

  test("an image whose answer is lost is uploaded again", async () => {
    await fault("reset-after", { match: { method: "POST", path: "/media" } });
    const run = await settle(requestOf(contentOf("Image", { media: [imageItem("picture", "Un pixel")] })));
    expect(run.outcome.kind).toBe("done");
    expect(await posts("all=1")).toHaveLength(1);
  });

  test("a limit pauses the profile for as long as the site asks", async () => {
    await fault("rate-limit", { resetSeconds: 70 });
    const { outcome } = await runSteps(publisher, requestOf(contentOf("Vite")));
    expect(outcome).toMatchObject({ kind: "retry", pauses: "profile", afterSeconds: expect.any(Number) });
  });
});

describe("what sites answer on a bad day", () => {
  const html = { "content-type": "text/html" };
  /** A site whose API is found, and which answers everything else as told. */
  const site = (answer: Answer) =>
    localServer((request, response) => {
      if (request.method === "GET" && request.path.startsWith("/wp-json/?"))
        return answering(
          200,
          { "content-type": "application/json" },
          '{"namespaces":["wp/v2"]}',
        )(request, response);
      return answer(request, response);
    });
  const outcomeFor = async (answer: Answer, content = contentOf("Bonjour")) => {
    const server = await site(answer);
    try {
      return (await runSteps(publisher, requestOf(content, server.origin))).outcome;
    } finally {
      await server.close();
    }
  };

  test.each([
    ["a firewall's page", 403, "<html>Blocked</html>"],
    ["a fault in PHP", 500, "<p>There has been a critical error on this website.</p>"],
    ["a success behind a PHP warning", 201, '<br />Warning: x<br />{"id":1}'],
    ["maintenance", 503, "<h1>Briefly unavailable for scheduled maintenance.</h1>"],
  ])("%s leaves a draft unconfirmed, for it may have been written", async (_, status, body) => {
    expect(await outcomeFor(answering(status, html, body))).toMatchObject({ kind: "unconfirmed" });
  });

  test("HTML in place of an image's answer is tried again, after the time that the site asks for", async () => {
    const content = contentOf("Image", { media: [imageItem("picture")] });
    const answer = answering(503, { ...html, "retry-after": "600" }, "<h1>Briefly unavailable</h1>");
    expect(await outcomeFor(answer, content)).toMatchObject({ kind: "retry", afterSeconds: 600 });
  });

  test("an image larger than the web server takes is refused for good", async () => {
    const content = contentOf("Image", { media: [imageItem("picture")] });
    const outcome = await outcomeFor(answering(413, html, "<html>Too large</html>"), content);
    expect(outcome).toMatchObject({ kind: "rejected", because: "content" });
  });

  test("a database that fails leaves a draft unconfirmed", async () => {
    const body = '{"code":"db_insert_error","message":"Could not insert post","data":{"status":500}}';
    const outcome = await outcomeFor(answering(500, { "content-type": "application/json" }, body));
    expect(outcome).toEqual({ kind: "unconfirmed", detail: "Could not insert post" });
  });

  test("what a parameter got wrong is told in WordPress's words", async () => {
    const body = JSON.stringify({
      code: "rest_invalid_param",
      message: "Invalid parameter(s): categories",
      data: { status: 400, params: { categories: "categories[0] is not of type integer." }, details: {} },
    });
    expect(await outcomeFor(answering(400, { "content-type": "application/json" }, body))).toEqual({
      kind: "rejected",
      because: "content",
      detail: "Invalid parameter(s): categories categories[0] is not of type integer.",
    });
  });

  test("a site that moved is not followed with credentials: its new address is named", async () => {
    const server = await localServer(answering(301, { location: "https://www.exemple.fr/wp-json/" }));
    const outcome = await verifier.verify(accessTo(server.origin, marie), soon());
    expect(outcome).toMatchObject({
      kind: "refused",
      detail: expect.stringContaining("https://www.exemple.fr/"),
    });
    expect(server.received).toHaveLength(1);
    await server.close();
  });

  test("a site without pretty permalinks is reached by its Link header, and by rest_route where that is missing", async () => {
    for (const link of ['</index.php?rest_route=/>; rel="https://api.w.org/"', undefined]) {
      const server = await localServer((request, response) => {
        const isApi = request.path.includes("rest_route=/");
        if (!isApi)
          return answering(
            request.path === "/" ? 200 : 404,
            link ? { link } : {},
            "<html>",
          )(request, response);
        const me = { id: 7, name: "Marie", slug: "marie", capabilities: { publish_posts: true } };
        const body = request.path.includes("users/me") ? me : { namespaces: ["wp/v2"] };
        return answering(
          200,
          { "content-type": "application/json" },
          JSON.stringify(body),
        )(request, response);
      });
      const outcome = await verifier.verify(accessTo(server.origin, marie), soon());
      expect(outcome).toMatchObject({ kind: "verified", identity: { remoteId: "7" } });
      expect(server.received.at(-1)?.path).toContain("rest_route=/wp/v2/users/me&context=edit");
      await server.close();
    }
  });

  test("an address that is no WordPress is refused with what was asked", async () => {
    const server = await localServer(answering(404, html, "<html>no</html>"));
    const outcome = await verifier.verify(accessTo(server.origin, marie), soon());
    expect(outcome).toMatchObject({ kind: "refused", detail: expect.stringContaining("/wp-json/") });
    await server.close();
  });

  test("a private address is refused before anything is sent", async () => {
    const server = await site(answering(200, html, ""));
    const request = requestOf(contentOf("x"), server.origin, testHttp({ allowPrivateAddresses: false }));
    expect((await runSteps(publisher, request)).outcome).toMatchObject({
      kind: "rejected",
      because: "forbidden",
    });
    expect(server.received).toHaveLength(0);
    await server.close();
  });

  test("comments behind a fault in PHP are asked for again later", async () => {
    const server = await site(answering(500, html, "<p>critical error</p>"));
    const access = accessTo<WordPressCredentials | null>(server.origin, null);
    const poll = { access, settings: {}, terms: [], cursor: null, now: new Date() };
    expect(await repliesSource.poll(poll, soon())).toMatchObject({ kind: "retry" });
    await server.close();
  });
});

describe("an article", () => {
  test("takes its title from the first line, and leaves it out of the text", () => {
    const { title, content } = articleOf(contentOf("Titre\n\nUn\ndeux\n\n\nTrois"), []);
    expect(title).toBe("Titre");
    expect(content.match(/<p>.*<\/p>/g)).toEqual(["<p>Un<br>deux</p>", "<p>Trois</p>"]);
  });

  test("of one line has it as title and as text, and a long first line is cut between words", () => {
    expect(articleOf(contentOf("Bonjour"), [])).toMatchObject({
      title: "Bonjour",
      content: expect.stringContaining("<p>Bonjour</p>"),
    });
    const long = articleOf(contentOf(`${"mot ".repeat(40)}fin`), []);
    expect(long.title).toMatch(/^(mot )+mot…$/);
    expect(long.content).toContain("fin</p>");
  });

  test("never lets a text become markup, whatever is in it", () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom("<", ">", "&", '"', "'", "[", "]", "a", "\n", " ", "/", "https://a.b/"),
        }),
        (text) => {
          const { content } = articleOf(contentOf(text, { options: { title: "t" } }), []);
          const tags = content.replace(/<!-- \/?wp:paragraph -->|<\/?p>|<br>|<a href="[^"<>]*">|<\/a>/g, "");
          expect(tags).not.toMatch(/[<>[\]]/);
        },
      ),
    );
  });

  test("keeps the HTML of who writes HTML, with a title of its own", () => {
    const options = { format: "html", title: "T & U" };
    expect(articleOf(contentOf("<h2>Ici</h2>", { options }), [])).toEqual({
      title: "T & U",
      content: "<h2>Ici</h2>",
    });
  });

  test("without title, with threads or with wrong options is refused before it is scheduled", () => {
    const codes = (content: Content) =>
      publisher.problems(content, publisher.limits).map(({ pointer, message }) => [pointer, message.code]);
    expect(codes(contentOf("Bon"))).toEqual([]);
    expect(codes(contentOf("<p>x</p>", { options: { format: "html" } }))).toEqual([
      ["/options/title", "title-missing"],
    ]);
    expect(codes(contentOf("a", { thread: ["b"] }))).toEqual([["/thread", "thread-not-supported"]]);
    expect(codes(contentOf("a", { options: { categories: ["news"], poll: true } }))).toEqual([
      ["/options/categories/0", "bad-option"],
    ]);
  });

  test("has no length that WordPress would refuse, and needs an address", () => {
    expect(publisher.limits.maxCharacters).toBeNull();
    expect(wordpress.defaultBaseUrl).toBeNull();
  });
});

test("comments are each given once, also when many share one second", () => {
  const comment = (id: number, second: number): BlogComment => ({
    id,
    author: 0,
    author_name: "",
    post: 1,
    parent: 0,
    date_gmt: `2026-11-21T10:00:${String(second).padStart(2, "0")}`,
    content: { rendered: "" },
  });
  fc.assert(
    fc.property(
      fc.array(fc.nat(3), { maxLength: 40 }),
      fc.integer({ min: 2, max: 5 }),
      (seconds, perPage) => {
        const all = seconds.sort((one, other) => one - other).map((second, id) => comment(id + 1, second));
        const given: number[] = [];
        let place: Place = placeIn(null);
        for (let more = true; more; ) {
          const { newestAt, page: number } = place;
          const later = all.filter(({ date_gmt }) => newestAt === null || date_gmt >= newestAt);
          const page = later.slice((number - 1) * perPage, number * perPage);
          given.push(...unseen(place, page).map(({ id }) => id));
          more = page.length === perPage;
          place = after(place, page, more);
        }
        expect(given).toEqual(all.map(({ id }) => id));
      },
    ),
  );
});
