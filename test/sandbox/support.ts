import { afterAll, afterEach, beforeAll } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/server.ts";

/** A sandbox for all tests of one file, emptied after each; its clock stands still unless moved. */
export function useSandbox() {
  let sandbox: Sandbox | undefined;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => control("POST", "reset"));
  afterAll(() => sandbox?.close());
  const url = () => {
    if (!sandbox) throw new Error("the sandbox has not started");
    return sandbox.url;
  };
  const control = async (method: string, path: string, body?: unknown) =>
    read(await call(url(), method, `/_sandbox/${path}`, { json: body }));
  return { url, control, posts: async (query = "") => (await control("GET", `posts?${query}`)).body.posts };
}

interface CallOptions {
  token?: string;
  basic?: string;
  json?: unknown;
  headers?: Record<string, string>;
  body?: string | Uint8Array | FormData | URLSearchParams;
}

/** One HTTP call. Throws like fetch when no answer comes. */
export function call(
  url: string,
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<Response> {
  const headers: Record<string, string> = { ...options.headers };
  if (options.token !== undefined) headers.authorization = `Bearer ${options.token}`;
  if (options.basic !== undefined)
    headers.authorization = `Basic ${Buffer.from(options.basic).toString("base64")}`;
  if (options.json !== undefined) headers["content-type"] = "application/json";
  const body = options.json === undefined ? options.body : JSON.stringify(options.json);
  return fetch(url + path, { method, headers, redirect: "manual", ...(body === undefined ? {} : { body }) });
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
export type Loose = any;

/** Status, headers and parsed body of an answer. */
export async function read(reply: Response): Promise<{ status: number; headers: Headers; body: Loose }> {
  const text = await reply.text();
  const isJson = (reply.headers.get("content-type") ?? "").includes("json");
  return { status: reply.status, headers: reply.headers, body: isJson ? JSON.parse(text) : text };
}
