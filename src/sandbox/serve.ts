import { setTimeout as wait } from "node:timers/promises";
import type { FastifyReply } from "fastify";
import { type FaultRequest, faultsFor } from "./faults.ts";
import type { Answer, Asked, Program, Route } from "./wire.ts";
import type { World } from "./world.ts";

/** Answers one call as the network would, or as the faults want it. Tells the status that went out, 0 for none. */
export async function serve(
  ctx: { world: World; program: Program; latencyMs: number },
  route: Pick<Route, "creates" | "handle">,
  asked: Asked,
  reply: FastifyReply,
): Promise<number> {
  const { program, world } = ctx;
  const creates = typeof route.creates === "function" ? route.creates(asked) : route.creates === true;
  const account = program.accountOf(asked.headers);
  const faults = faultsFor(world.faults(program.id), {
    method: asked.method,
    path: asked.path,
    now: asked.now,
    account,
    creates: creates || program.id === "feed",
  });
  const waitMs = ctx.latencyMs + sumOf(faults, "latency");
  if (waitMs > 0) await wait(waitMs);
  const fault = faults.find((met) => met.kind !== "latency" && met.kind !== "late-answer");
  const refusal = fault ? insteadOf(fault, program, asked) : undefined;
  if (refusal === "reset") return reset(reply);
  if (refusal) return send(refusal, reply);
  const answer = route.handle(waitMs > 0 ? { ...asked, now: world.now() } : asked);
  const lateMs = sumOf(faults, "late-answer");
  if (lateMs > 0) await wait(lateMs);
  if (fault?.kind === "server-error-after")
    return send(program.refusals.serverError(fault.status ?? 500), reply);
  if (fault?.kind === "reset-after") return reset(reply);
  if (fault?.kind === "truncated-body") return sendHalf(answer, reply);
  if (fault?.kind === "slow-body") return sendSlowly(answer, reply, fault.ms);
  return send(answer, reply);
}

/** What comes instead of doing what was asked. */
function insteadOf(fault: FaultRequest, program: Program, asked: Asked): Answer | "reset" | undefined {
  switch (fault.kind) {
    case "rate-limit":
      return program.refusals.rateLimited(asked, fault.resetSeconds);
    case "server-error-before":
      return program.refusals.serverError(fault.status ?? 503);
    case "expired-token":
      return program.refusals.expiredToken();
    case "reset-before":
    case "unreachable":
      return "reset";
    case "latency":
    case "late-answer":
    case "server-error-after":
    case "reset-after":
    case "truncated-body":
    case "slow-body":
    case "ignore-idempotency-key":
    case "read-lag":
    case "slow-media":
      return undefined;
  }
}

/** Sends the answer whole. */
export function send(answer: Answer, reply: FastifyReply): number {
  reply.hijack();
  const { raw } = reply;
  if (answer.stream) {
    raw.writeHead(answer.status, { ...answer.headers });
    raw.flushHeaders();
    const leave = answer.stream({
      write: (chunk) => !raw.destroyed && raw.write(chunk),
      end: () => raw.end(),
      onDrain: (listener) => raw.on("drain", listener),
    });
    raw.on("close", leave);
    return answer.status;
  }
  const { headers, bytes } = encoded(answer);
  raw.writeHead(answer.status, headers);
  raw.end(bytes);
  return answer.status;
}

function reset(reply: FastifyReply): number {
  reply.hijack();
  reply.raw.socket?.resetAndDestroy();
  return 0;
}

function sendHalf(answer: Answer, reply: FastifyReply): number {
  const { headers, bytes } = encoded(answer);
  reply.hijack();
  reply.raw.writeHead(answer.status, headers);
  reply.raw.write(bytes.subarray(0, bytes.length >> 1), () => reply.raw.socket?.destroy());
  return answer.status;
}

async function sendSlowly(answer: Answer, reply: FastifyReply, overMs: number): Promise<number> {
  const { headers, bytes } = encoded(answer);
  reply.hijack();
  reply.raw.writeHead(answer.status, headers);
  reply.raw.flushHeaders();
  const pieces = 10;
  const size = Math.max(1, Math.ceil(bytes.length / pieces));
  for (let start = 0; start < bytes.length && !reply.raw.destroyed; start += size) {
    await wait(overMs / pieces);
    reply.raw.write(bytes.subarray(start, start + size));
  }
  reply.raw.end();
  return answer.status;
}

function encoded(answer: Answer): { headers: Record<string, string>; bytes: Buffer } {
  const { body } = answer;
  const isJson = typeof body !== "string" && !(body instanceof Uint8Array) && body !== undefined;
  const text = isJson ? JSON.stringify(body) : body;
  const bytes = text instanceof Uint8Array ? Buffer.from(text) : Buffer.from(text ?? "", "utf8");
  const headers: Record<string, string> = {
    ...(isJson ? { "content-type": "application/json; charset=utf-8" } : {}),
    ...answer.headers,
  };
  if (answer.status !== 204 && answer.status !== 304) headers["content-length"] = String(bytes.length);
  return { headers, bytes };
}

function sumOf(faults: readonly FaultRequest[], kind: "latency" | "late-answer"): number {
  return faults.reduce((sum, fault) => (fault.kind === kind ? sum + fault.ms : sum), 0);
}
