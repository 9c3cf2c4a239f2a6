import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { PrivateAddress } from "../../src/platform/addresses.ts";
import { wasNeverSent } from "../../src/platform/http-failure.ts";
import { FetchFailed } from "../../src/platform/http-fetch.ts";
import { testHttp } from "../support/access.ts";
import { type Answer, answering, localServer } from "../support/local-server.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function serving(answer: Answer) {
  const server = await localServer(answer);
  open.push(server);
  return server;
}

/** A server that speaks below HTTP: what it does with a connection is the test's. */
async function connecting(answer: (socket: net.Socket) => void): Promise<string> {
  const server = net.createServer((socket) => {
    socket.on("error", () => undefined);
    answer(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({ close: () => new Promise((resolve) => void server.close(() => resolve())) });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const guarded = testHttp({ allowPrivateAddresses: false });
const free = testHttp();

describe("into private networks", () => {
  test.each([
    "http://127.0.0.1:9/",
    "http://[::1]:9/",
    "http://169.254.169.254/latest/",
    "http://2130706433/",
  ])("nothing is sent to %s", async (url) => {
    expect(await guarded.send({ method: "GET", url })).toMatchObject({ kind: "not-sent", blocked: true });
    expect(() => guarded.agentFor(url)).toThrow(PrivateAddress);
  });

  test("nothing is sent to a name that leads there, although something listens", async () => {
    const { origin, received } = await serving(answering(200));
    const url = origin.replace("127.0.0.1", "localhost");
    const reply = await guarded.send({ method: "POST", url, json: {} });
    expect(reply).toMatchObject({ kind: "not-sent", blocked: true });
    expect(received).toEqual([]);
  });

  test("nobody is led by a redirect of a server that is allowed", async () => {
    const inner = await serving(answering(200, {}, "internal"));
    const outer = await serving(answering(302, { location: `${inner.origin}/secret` }));
    const http = testHttp({ allowPrivateAddresses: false, allowedOrigins: [outer.origin] });
    const reply = await http.send({ method: "GET", url: outer.origin, redirects: 5 });
    expect(reply).toMatchObject({ kind: "not-sent", blocked: true });
    expect(inner.received).toEqual([]);
  });

  test("an origin that the operator allowed is reached, its neighbour on another port is not", async () => {
    const allowed = await serving(answering(200, {}, "hello"));
    const neighbour = await serving(answering(200));
    const http = testHttp({ allowPrivateAddresses: false, allowedOrigins: [allowed.origin] });
    expect(await http.send({ method: "GET", url: `${allowed.origin}/x` })).toMatchObject({ status: 200 });
    expect(await http.send({ method: "GET", url: neighbour.origin })).toMatchObject({ blocked: true });
  });

  test.each(["ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "not a url"])(
    "%s is no web address, and is not sent",
    async (url) => expect(await free.send({ method: "GET", url })).toMatchObject({ kind: "not-sent" }),
  );
});

describe("a request that was never sent is told apart from one whose answer was lost", () => {
  test("refused connection: not sent", async () => {
    const url = `http://127.0.0.1:${await closedPort()}/`;
    const reply = await free.send({ method: "POST", url, json: { a: 1 } });
    expect(reply).toMatchObject({
      kind: "not-sent",
      blocked: false,
      detail: expect.stringContaining("ECONNREFUSED"),
    });
  });

  test("unknown host: not sent", async () => {
    expect(await free.send({ method: "POST", url: "http://no-such-name.invalid/" })).toMatchObject({
      kind: "not-sent",
      blocked: false,
    });
  });

  test("reset after the request arrived: no answer", async () => {
    const { origin, received } = await serving(
      (_request, response) => void response.socket?.resetAndDestroy(),
    );
    const reply = await free.send({ method: "POST", url: origin, json: { a: 1 } });
    expect(reply.kind).toBe("no-answer");
    expect(received).toHaveLength(1);
  });

  test("reset as soon as the connection stands: no answer, since nobody knows what arrived", async () => {
    const url = await connecting((socket) => socket.once("data", () => void socket.resetAndDestroy()));
    expect(await free.send({ method: "POST", url, json: { a: 1 } })).toMatchObject({ kind: "no-answer" });
  });

  test("closed in the middle of the answer: no answer", async () => {
    const url = await connecting((socket) =>
      socket.once("data", () => void socket.end("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf")),
    );
    expect(await free.send({ method: "GET", url })).toMatchObject({ kind: "no-answer" });
  });

  test("words that are not HTTP: no answer", async () => {
    const url = await connecting((socket) =>
      socket.once("data", () => void socket.end("SSH-2.0-OpenSSH\r\n")),
    );
    expect(await free.send({ method: "POST", url })).toMatchObject({ kind: "no-answer" });
  });

  test("no answer in time, and this is what it says", async () => {
    const { origin } = await serving(() => undefined);
    const reply = await free.send({ method: "POST", url: origin, timeoutSeconds: 0.1 });
    expect(reply).toEqual({ kind: "no-answer", detail: "no answer in time" });
  });

  test("an answer that trickles is not waited for beyond the time either", async () => {
    const { origin } = await serving((_request, response) => {
      response.writeHead(200);
      response.write("a beginning");
    });
    const reply = await free.send({ method: "GET", url: origin, timeoutSeconds: 0.2 });
    expect(reply).toEqual({ kind: "no-answer", detail: "no answer in time" });
  });

  test("a program that ends breaks the call off: no answer", async () => {
    const end = new AbortController();
    const { origin } = await serving(() => end.abort());
    expect(await free.send({ method: "POST", url: origin }, end.signal)).toMatchObject({ kind: "no-answer" });
  });

  test("the proof of never sent is in the error, however deep", () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    expect(wasNeverSent(new Error("outer", { cause: new Error("inner", { cause: refused }) }))).toBe(true);
    expect(wasNeverSent(new Error("socket hang up"))).toBe(false);
    expect(wasNeverSent(Object.assign(new Error("reset"), { code: "ECONNRESET" }))).toBe(false);
    expect(wasNeverSent("no error at all")).toBe(false);
  });
});

describe("an answer", () => {
  test("of any status is an answer, with its headers in lower case", async () => {
    const { origin } = await serving(answering(503, { "Retry-After": "7" }, "later"));
    const reply = await free.send({ method: "GET", url: origin });
    expect(reply).toMatchObject({ kind: "answer", status: 503, headers: { "retry-after": "7" } });
    if (reply.kind === "answer") expect(reply.body.toString()).toBe("later");
  });

  test("up to the limit is read, one byte more is not", async () => {
    const { origin } = await serving(
      (request, response) => void response.end("x".repeat(Number(request.path.slice(1)))),
    );
    const read = (bytes: number) => free.send({ method: "GET", url: `${origin}/${bytes}`, maxBytes: 1000 });
    expect(await read(1000)).toMatchObject({ kind: "answer" });
    expect(await read(1001)).toMatchObject({
      kind: "too-large",
      status: 200,
      detail: "larger than 1000 bytes",
    });
  });

  test("that unpacks to more than the limit is not read: a small bomb is large enough", async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000));
    const { origin } = await serving(answering(200, { "content-encoding": "gzip" }, bomb));
    expect(bomb.length).toBeLessThan(10_000);
    const reply = await free.send({ method: "GET", url: origin, maxBytes: 100_000 });
    expect(reply).toMatchObject({ kind: "too-large" });
  });

  test("tells who asks", async () => {
    const { origin, received } = await serving(answering(204));
    await free.send({ method: "GET", url: origin, query: { a: "1 2", list: ["x", "y"], none: undefined } });
    expect(received[0]?.headers["user-agent"]).toBe("vigie-test");
    expect(received[0]?.path).toBe("/?a=1+2&list%5B%5D=x&list%5B%5D=y");
  });
});

describe("redirects", () => {
  test("are not followed unless asked for", async () => {
    const { origin } = await serving(answering(302, { location: "/elsewhere" }));
    expect(await free.send({ method: "GET", url: origin })).toMatchObject({ status: 302, redirectedBy: [] });
  });

  test("are followed as often as asked for, with what led there", async () => {
    const { origin } = await serving((request, response) => {
      const step = Number(request.path.slice(1));
      if (step < 3) response.writeHead(301, { location: `/${step + 1}` }).end();
      else response.end("there");
    });
    const follow = (redirects: number) => free.send({ method: "GET", url: `${origin}/0`, redirects });
    expect(await follow(3)).toMatchObject({ status: 200, url: `${origin}/3`, redirectedBy: [301, 301, 301] });
    expect(await follow(2)).toMatchObject({ kind: "not-sent", detail: "more than 2 redirects" });
  });

  test("take no credentials to another origin", async () => {
    const other = await serving(answering(200));
    const first = await serving(answering(302, { location: `${other.origin}/there` }));
    const headers = { Authorization: "Bearer secret", cookie: "session=secret", accept: "text/html" };
    await free.send({ method: "GET", url: first.origin, headers, redirects: 1 });
    expect(first.received[0]?.headers.authorization).toBe("Bearer secret");
    expect(other.received[0]?.headers).toMatchObject({ accept: "text/html" });
    expect(other.received[0]?.headers.authorization).toBeUndefined();
    expect(other.received[0]?.headers.cookie).toBeUndefined();
  });

  test("to an address that is none end the call, and nothing breaks", async () => {
    const { origin } = await serving(answering(302, { location: "http://[" }));
    const reply = await free.send({ method: "GET", url: origin, redirects: 1 });
    expect(reply).toMatchObject({ kind: "not-sent" });
  });
});

describe("what is sent", () => {
  test("as JSON says so", async () => {
    const { origin, received } = await serving(answering(200));
    await free.send({ method: "POST", url: origin, json: { text: "é" } });
    expect(received[0]).toMatchObject({
      body: '{"text":"é"}',
      headers: { "content-type": "application/json" },
    });
  });

  test("as bytes arrives as those bytes", async () => {
    const chunks: Buffer[] = [];
    const server = http.createServer((request, response) => {
      request.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => response.end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    open.push({ close: () => new Promise((resolve) => void server.close(() => resolve())) });
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await free.send({ method: "PUT", url, body: bytes, headers: { "content-type": "image/png" } });
    expect(new Uint8Array(Buffer.concat(chunks))).toEqual(bytes);
  });

  test("twice to a server that closes kept connections in silence, is not lost with the connection", async () => {
    const { origin, received } = await serving((_request, response) => {
      response.end("ok", () => response.socket?.destroy());
    });
    for (let time = 0; time < 5; time += 1)
      expect(await free.send({ method: "POST", url: origin, json: { time } })).toMatchObject({
        kind: "answer",
      });
    expect(received).toHaveLength(5);
  });
});

describe("fetch, for libraries that want one", () => {
  test("answers like fetch", async () => {
    const { origin } = await serving(answering(201, { "content-type": "application/json" }, '{"a":1}'));
    const answer = await free.fetch(origin, { method: "POST", body: "x" });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({ a: 1 });
  });

  test("keeps the same rules about private networks", async () => {
    const { origin } = await serving(answering(200));
    const failed = await guarded.fetch(origin).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(FetchFailed);
    expect(failed).toBeInstanceOf(TypeError);
    expect(wasNeverSent(failed)).toBe(true);
  });

  test("says when the request may have arrived", async () => {
    const { origin } = await serving((_request, response) => void response.socket?.resetAndDestroy());
    const failed = await free.fetch(origin, { method: "POST", body: "x" }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(FetchFailed);
    expect(wasNeverSent(failed)).toBe(false);
  });
});
