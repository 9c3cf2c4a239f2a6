import { expect } from "vitest";
import type { TestApp } from "./app.ts";

/** What the API answers to what it does not do. */
export interface Problem {
  status: number;
  code: string;
  detail: string;
  errors?: { pointer: string; code: string; detail: string; position?: number }[];
}

interface Imported {
  stored: number;
  duplicate: number;
  unmatched: number;
  rejectedCount: number;
  rejected: { line: number; message: string }[];
}

/** What was wrong, where, as the API tells it. */
export async function refused(
  vigie: TestApp,
  method: "GET" | "POST" | "PATCH" | "DELETE",
  url: string,
  body?: unknown,
) {
  const reply = await vigie.call<Problem>(method, url, body);
  const [first] = reply.body.errors ?? [];
  return { status: reply.status, code: reply.body.code, detail: reply.body.detail, ...first };
}

/** Adds a monitor; answers with its id. */
export async function monitorFor(vigie: TestApp, name: string, query = name): Promise<string> {
  vigie.clock.pass(1); // nothing a person does happens at the instant of what they did before
  const made = await vigie.call<{ id: string }>("POST", "/monitors", { name, kind: "brand", query });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.id;
}

/** Loads a history of these lines. */
export async function importText(vigie: TestApp, body: string, type = "application/x-ndjson") {
  const reply = await vigie.server.inject({
    method: "POST",
    url: "/api/v1/mentions/import",
    headers: { authorization: `Bearer ${vigie.key}`, "content-type": type },
    payload: body,
  });
  return { status: reply.statusCode, body: reply.json<Imported & Problem>() };
}

/** One mention as a line of a history. */
export const line = (remoteId: string, text: string, more: object = {}) =>
  JSON.stringify({ network: "mastodon", remoteId, text, publishedAt: "2026-11-20T10:00:00Z", ...more });
