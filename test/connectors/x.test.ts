import { describe, expect, test } from "vitest";
import { x } from "../../src/connectors/x/index.ts";
import { publisher } from "../../src/connectors/x/publisher.ts";
import type { XCredentials } from "../../src/connectors/x/schema.ts";
import { verifier } from "../../src/connectors/x/verify.ts";
import type { Content, PublishStep, StepValues } from "../../src/publishing/publisher.ts";
import { useSandbox } from "../sandbox/support.ts";
import { accessTo, testHttp } from "../support/access.ts";
import { answering, localServer } from "../support/local-server.ts";
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

async function requestOf(content: Content, more: { credentials?: XCredentials; firstAttemptAt?: Date } = {}) {
  const access = accessTo<XCredentials>(`${sandbox.url()}/x`, more.credentials ?? { accessToken: "marie" });
  const verified = await verifier.verify(
    accessTo<XCredentials>(access.baseUrl, { accessToken: "marie" }),
    soon(),
  );
  if (verified.kind !== "verified") throw new Error("the sandbox knows no marie");
  const { remoteId, handle } = verified.identity;
  return requestFor({
    access,
    account: { remoteId, handle },
    limits: publisher.limits,
    content,
    firstAttemptAt: more.firstAttemptAt ?? new Date(),
    files: { picture: tinyPng, large: Buffer.concat([tinyPng, new Uint8Array(2_500_000)]) },
  });
}
type Request = Awaited<ReturnType<typeof requestOf>>;

const fault = (kind: string, more: Record<string, unknown> = {}) =>
  sandbox.control("POST", "faults", { network: "x", kind, count: 1, ...more });
const posts = async (): Promise<
  { text: string; id: string; replyTo: string | null; media: { alt: string | null }[] }[]
> => sandbox.posts("network=x");

/** Goes on as the publisher's worker does: what is unconfirmed is looked for, what is absent is tried again. */
async function settle(request: Request, rounds = 5): Promise<Run & { looked: string[] }> {
  const looked: string[] = [];
  let run = await runSteps(publisher, request);
  for (let round = 0; round < rounds && run.outcome.kind !== "done"; round += 1) {
    if (run.outcome.kind === "rejected") break;
    let done: StepValues = run.done;
    if (run.outcome.kind === "unconfirmed") {
      const found = await findAfter(run, request.firstAttemptAt);
      looked.push(found.kind);
      if (found.kind === "unknown") break;
      if (found.kind === "found") done = { ...done, [run.stoppedAt?.name ?? ""]: found.value };
    }
    run = await runSteps(publisher, request, done);
  }
  return { ...run, looked };
}

describe("publishing on X", () => {
  test("the account behind a token is named as people write it", async () => {
    const outcome = await verifier.verify(
      accessTo<XCredentials>(`${sandbox.url()}/x`, { accessToken: "marie" }),
      soon(),
    );
    expect(outcome).toMatchObject({ kind: "verified", identity: { handle: "@marie", limits: null } });
  });

  test("a thread goes out as a chain of replies, with images and their alternative texts on its first part", async () => {
    const request = await requestOf(
      contentOf("Un & <deux> https://exemple.fr/a?b=1&c=2", {
        thread: ["Deuxième", "Troisième"],
        firstComment: "Et un commentaire",
        media: [imageItem("picture", "Un pixel"), { ...imageItem("large"), sizeBytes: 2_500_070 }],
      }),
    );
    const run = await runSteps(publisher, request);
    expect(run.outcome.kind).toBe("done");
    const shown = await posts();
    expect(shown.map(({ text }) => text)).toEqual([
      request.content.text,
      "Deuxième",
      "Troisième",
      "Et un commentaire",
    ]);
    expect(shown.map(({ replyTo }) => replyTo)).toEqual([null, shown[0]?.id, shown[1]?.id, shown[2]?.id]);
    expect(shown[0]?.media).toEqual([{ alt: "Un pixel" }, { alt: null }]);
    expect(publisher.published(request, run.done)).toEqual({
      remoteId: shown[0]?.id,
      url: `https://x.com/marie/status/${shown[0]?.id}`,
    });
  });

  test.each([
    ["reset-after", "found"],
    ["truncated-body", "found"],
    ["server-error-after", "found"],
    ["reset-before", "absent"],
    ["server-error-before", "absent"],
  ])("after %s the post is %s, and it stands there once", async (kind, seen) => {
    const request = await requestOf(contentOf(`Perdu « ${kind} » & retrouvé sur exemple.fr <3`));
    await fault(kind);
    const run = await settle(request);
    expect(run.outcome.kind).toBe("done");
    expect(run.looked).toEqual([seen]);
    expect(await posts()).toHaveLength(1);
  });

  test("the second part of a thread is looked for under its own parent, and none is posted twice", async () => {
    // The text was said before by the same account: only the parent tells the two apart.
    const earlier = await requestOf(contentOf("Suite"));
    await runSteps(publisher, earlier);
    const request = await requestOf(contentOf("Début", { thread: ["Suite", "Fin"] }));
    const [first] = publisher.steps(request);
    const begun = await first?.run({}, soon());
    const done = { "part-1": begun?.kind === "done" ? begun.value : {} };
    await fault("reset-after");
    const run = await runSteps(publisher, request, done);
    expect(run.outcome.kind).toBe("unconfirmed");
    expect(run.stoppedAt?.name).toBe("part-2");
    const found = await findAfter(run, request.firstAttemptAt);
    expect(found.kind).toBe("found");
    const rest = await runSteps(publisher, request, {
      ...run.done,
      "part-2": found.kind === "found" ? found.value : {},
    });
    expect(rest.outcome.kind).toBe("done");
    expect((await posts()).map(({ text }) => text)).toEqual(["Suite", "Début", "Suite", "Fin"]);
  });

  test("an image with a lost answer is uploaded again, for nobody sees what no post uses", async () => {
    const request = await requestOf(contentOf("Image", { media: [imageItem("picture", "Un pixel")] }));
    await fault("reset-after", { match: { path: "/finalize" } });
    const run = await settle(request);
    expect(run.outcome.kind).toBe("done");
    expect(run.looked).toEqual([]);
    expect(await posts()).toHaveLength(1);
  });

  test("an upload that X has forgotten is made anew", async () => {
    const request = await requestOf(
      contentOf("Vieille image", { media: [imageItem("picture", "Un pixel")] }),
    );
    const run = await runSteps(publisher, request, { "media-1": { mediaId: "1445880548472328192" } });
    expect(run.outcome.kind).toBe("done");
    expect((await posts())[0]?.media).toEqual([{ alt: "Un pixel" }]);
  });

  test("an image that X still works on is waited for", async () => {
    await fault("slow-media", { seconds: 1 });
    const request = await requestOf(contentOf("Lente", { media: [imageItem("picture")] }));
    expect((await runSteps(publisher, request)).outcome.kind).toBe("done");
  });

  test("a text that was posted before is refused in X's words at the first attempt", async () => {
    await runSteps(publisher, await requestOf(contentOf("Bonjour à tous")));
    const again = await runSteps(publisher, await requestOf(contentOf("Bonjour à tous")));
    expect(again.outcome).toEqual({
      kind: "rejected",
      because: "content",
      detail: "You are not allowed to create a Tweet with duplicate content.",
    });
    expect(await posts()).toHaveLength(1);
  });

  test("refused as a duplicate after an unclear attempt, the post is found and not refused", async () => {
    const request = await requestOf(contentOf("Encore moi"), {
      firstAttemptAt: new Date(Date.now() - 15_000),
    });
    await runSteps(publisher, request); // the answer is thrown away
    const again = await runSteps(publisher, request);
    expect(again.outcome).toMatchObject({ kind: "done", value: { id: (await posts())[0]?.id } });
  });

  test("a duplicate that cannot be seen yet stays unconfirmed until it can", async () => {
    const request = await requestOf(contentOf("Pas encore là"), {
      firstAttemptAt: new Date(Date.now() - 15_000),
    });
    await fault("read-lag", { seconds: 30 });
    await runSteps(publisher, request);
    expect((await runSteps(publisher, request)).outcome.kind).toBe("unconfirmed");
    await sandbox.control("DELETE", "faults");
    expect((await runSteps(publisher, request)).outcome.kind).toBe("done");
    expect(await posts()).toHaveLength(1);
  });

  test("a limit pauses the profile until X's own reset, and uses up nothing", async () => {
    await fault("rate-limit", { resetSeconds: 90 });
    const { outcome } = await runSteps(publisher, await requestOf(contentOf("Trop vite")));
    expect(outcome).toMatchObject({ kind: "retry", pauses: "profile" });
    expect(outcome.kind === "retry" && outcome.afterSeconds).toBeGreaterThan(85);
    expect(outcome.kind === "retry" && outcome.afterSeconds).toBeLessThan(95);
  });

  test("what X refuses is refused for good, in its words", async () => {
    const long = await runSteps(publisher, await requestOf(contentOf("é".repeat(281))));
    expect(long.outcome).toMatchObject({
      kind: "rejected",
      because: "content",
      detail: expect.stringContaining("too long"),
    });
    const tags = await runSteps(publisher, await requestOf(contentOf("$AAPL $MSFT")));
    expect(tags.outcome).toMatchObject({ kind: "rejected", because: "forbidden" });
  });

  test("a reply to what X shows no more stops the thread there, and its first part stays", async () => {
    const request = await requestOf(contentOf("Début", { thread: ["Suite"] }));
    const run = await runSteps(publisher, request, { "part-1": { id: "1445880548472328192" } });
    expect(run.stoppedAt?.name).toBe("part-2");
    expect(run.outcome).toMatchObject({ kind: "rejected", because: "gone" });
  });

  test("an unknown account cannot be read back: a person decides", async () => {
    const request = {
      ...(await requestOf(contentOf("Où ?"))),
      account: { remoteId: "1", handle: "@nobody" },
    };
    const [part] = publisher.steps(request);
    expect((await part?.find?.({}, new Date(), soon()))?.kind).toBe("unknown");
  });

  test("keys of OAuth 1.0a sign each request", async () => {
    const credentials = { appKey: "key", appSecret: "secret", accessToken: "marie", accessSecret: "secret" };
    const run = await runSteps(publisher, await requestOf(contentOf("Signé"), { credentials }));
    expect(run.outcome.kind).toBe("done");
  });
});

describe("tokens of X", () => {
  const expired = {
    accessToken: "expired-marie",
    refreshToken: "refresh-marie",
    clientId: "app",
    clientSecret: "s",
  };

  test("an expired token is renewed once and the post goes out once", async () => {
    const request = await requestOf(contentOf("Renouvelé"), { credentials: expired });
    expect((await runSteps(publisher, request)).outcome.kind).toBe("done");
    const vault = request.access.vault as ReturnType<typeof accessTo<XCredentials>>["vault"];
    expect(vault.renewals()).toBe(1);
    expect(vault.current()).toMatchObject({
      refreshToken: expect.not.stringMatching(/^refresh-marie$/),
      clientSecret: "s",
    });
    expect(await posts()).toHaveLength(1);
  });

  test("posts that meet the same expired token at once share one renewal, since a refresh token works once", async () => {
    const request = await requestOf(contentOf("a"), { credentials: expired });
    const outcomes = await Promise.all(
      ["un", "deux", "trois", "quatre"].map((text) =>
        runSteps(publisher, { ...request, content: contentOf(text) }),
      ),
    );
    expect(outcomes.map(({ outcome }) => outcome.kind)).toEqual(["done", "done", "done", "done"]);
    expect((request.access.vault as ReturnType<typeof accessTo<XCredentials>>["vault"]).renewals()).toBe(1);
  });

  test("a public client without a secret renews too", async () => {
    const { clientSecret: _, ...credentials } = expired;
    expect(
      (await runSteps(publisher, await requestOf(contentOf("Public"), { credentials }))).outcome.kind,
    ).toBe("done");
  });

  test("a dead refresh token asks for a new connection, with X's words", async () => {
    const credentials = { ...expired, refreshToken: "wrong-marie" };
    expect((await runSteps(publisher, await requestOf(contentOf("x"), { credentials }))).outcome).toEqual({
      kind: "rejected",
      because: "credentials",
      detail: "X did not renew the token: Value passed for the token was invalid.",
    });
  });

  test("an expired token that cannot be renewed is refused when a profile is connected", async () => {
    const access = accessTo<XCredentials>(`${sandbox.url()}/x`, { accessToken: "expired-marie" });
    expect(await verifier.verify(access, soon())).toEqual({ kind: "refused", detail: "Unauthorized" });
  });

  test("a renewal whose answer is lost repeats nothing: no post was written", async () => {
    await fault("reset-after", { match: { path: "/oauth2/token" } });
    const { outcome } = await runSteps(publisher, await requestOf(contentOf("x"), { credentials: expired }));
    expect(outcome).toMatchObject({ kind: "retry" });
    expect(await posts()).toHaveLength(0);
  });
});

describe("what X answers on a bad day", () => {
  const attempt = async (baseUrl: string, http = testHttp()): Promise<Run> =>
    runSteps(
      publisher,
      requestFor({
        access: accessTo<XCredentials>(baseUrl, { accessToken: "marie" }, http),
        account: { remoteId: "1", handle: "@marie" },
        limits: publisher.limits,
        content: contentOf("Bonjour"),
      }),
    );
  const answered = async (...answer: Parameters<typeof answering>) => {
    const server = await localServer(answering(...answer));
    try {
      return (await attempt(server.origin)).outcome;
    } finally {
      await server.close();
    }
  };
  const json = { "content-type": "application/problem+json" };

  test("no server: nothing was sent, so it is tried again", async () => {
    expect((await attempt("http://127.0.0.1:9")).outcome).toMatchObject({ kind: "retry" });
  });

  test("a private address is refused before anything is sent", async () => {
    const server = await localServer(answering(201, json, "{}"));
    const run = await attempt(server.origin, testHttp({ allowPrivateAddresses: false }));
    expect(run.outcome).toMatchObject({ kind: "rejected", because: "forbidden" });
    expect(server.received).toHaveLength(0);
    await server.close();
  });

  test("used-up credits pause the profile for an hour", async () => {
    expect(await answered(402, json, '{"title":"CreditsDepleted","detail":"No credits."}')).toEqual({
      kind: "retry",
      afterSeconds: 3600,
      pauses: "profile",
      detail: "No credits.",
    });
  });

  test("a day's limit that is used up outlasts the quarter of an hour", async () => {
    const now = Math.floor(Date.now() / 1000);
    const outcome = await answered(
      429,
      {
        ...json,
        "x-rate-limit-limit": "100",
        "x-rate-limit-reset": String(now + 900),
        "x-user-limit-24hour-remaining": "0",
        "x-user-limit-24hour-reset": String(now + 40_000),
      },
      '{"errors":[{"code":88,"message":"Rate limit exceeded"}]}',
    );
    expect(outcome).toMatchObject({ kind: "retry", pauses: "profile", detail: "Rate limit exceeded" });
    expect(outcome.kind === "retry" && outcome.afterSeconds).toBeGreaterThan(39_900);
  });

  test("a limit without a stated end lasts one window", async () => {
    expect(await answered(429, json, "{}")).toMatchObject({
      kind: "retry",
      afterSeconds: 900,
      pauses: "profile",
    });
  });

  test.each([
    ["a page of HTML", 201, { "content-type": "text/html" }, "<html>hello</html>"],
    ["an answer without an id", 201, json, '{"data":{}}'],
    ["an empty answer", 200, json, ""],
    ["half an answer", 201, json, '{"data":{"id":"1'],
    ["an endless answer", 201, json, " ".repeat(6 * 1024 * 1024)],
    ["a gateway's error", 502, { "content-type": "text/html" }, "<html>Bad gateway</html>"],
  ])("%s leaves the post unconfirmed", async (_, status, headers, body) => {
    expect(await answered(status, headers, body)).toMatchObject({ kind: "unconfirmed" });
  });

  test("a server that never answers leaves the post unconfirmed when the worker must stop", async () => {
    const server = await localServer(() => undefined);
    const request = requestFor({
      access: accessTo<XCredentials>(server.origin, { accessToken: "marie" }),
      account: { remoteId: "1", handle: "@marie" },
      limits: publisher.limits,
      content: contentOf("Bonjour"),
    });
    const [step] = publisher.steps(request);
    const outcome = await (step as PublishStep).run({}, AbortSignal.timeout(200));
    expect(outcome).toMatchObject({ kind: "unconfirmed", detail: "no answer in time" });
    await server.close();
  });

  test("the address keeps its path, for a proxy in front of X", async () => {
    const server = await localServer(answering(201, json, '{"data":{"id":"7","text":"Bonjour"}}'));
    expect((await attempt(`${server.origin}/proxy/x`)).outcome.kind).toBe("done");
    expect(server.received[0]).toMatchObject({
      method: "POST",
      path: "/proxy/x/2/tweets",
      body: '{"text":"Bonjour"}',
    });
    await server.close();
  });
});

test("X is reached at its own address unless told otherwise", () => {
  expect(x).toMatchObject({ id: "x", defaultBaseUrl: "https://api.x.com" });
});

test("what X would refuse is said before scheduling, with the place of each fault", () => {
  const gif = { ...imageItem("picture"), contentType: "image/gif" };
  const problems = (content: Content) =>
    publisher.problems(content, publisher.limits).map(({ pointer, message }) => [pointer, message.code]);
  expect(
    problems(contentOf("Bonjour $ACME", { options: { title: "for a blog", madeWithAi: true } })),
  ).toEqual([]);
  expect(
    problems(contentOf("$ACME et $BETA", { thread: ["bon", "$A $B"], firstComment: "un\ufeffdeux" })),
  ).toEqual([
    ["/text", "too-many-cashtags"],
    ["/thread/1", "too-many-cashtags"],
    ["/firstComment", "forbidden-character"],
  ]);
  expect(problems(contentOf("x", { media: [imageItem("picture"), gif] }))).toEqual([
    ["/media/1", "gif-not-alone"],
  ]);
  expect(
    problems(contentOf("x", { options: { poll: { options: ["a"] }, replySettings: "all", quoteId: "abc" } })),
  ).toEqual([
    ["/options/poll", "poll-not-supported"],
    ["/options/replySettings", "bad-option"],
    ["/options/quoteId", "bad-option"],
  ]);
});
