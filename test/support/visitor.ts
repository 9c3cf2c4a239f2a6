import { parseSetCookie } from "cookie";
import type { FastifyInstance } from "fastify";

/** A browser as the API sees it: it keeps its cookie, and says where its page is from. */
export interface Visitor {
  call<T = Record<string, unknown>>(
    method: "GET" | "POST" | "PATCH" | "DELETE",
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: T; headers: Record<string, unknown> }>;
  /** What the browser keeps: `name=value`; empty when nothing. */
  cookie(): string;
  /** Another browser with a copy of what this one keeps now. */
  copy(): Visitor;
}

/** @param address where it calls from */
export function visitor(server: FastifyInstance, address = "127.0.0.1", kept = ""): Visitor {
  let cookie = kept;
  return {
    cookie: () => cookie,
    copy: () => visitor(server, address, cookie),
    async call<T>(method: "GET" | "POST" | "PATCH" | "DELETE", url: string, body?: unknown, headers = {}) {
      const reply = await server.inject({
        method,
        url: `/api/v1${url}`,
        remoteAddress: address,
        headers: {
          host: "localhost:4400",
          origin: "http://localhost:4400",
          ...(cookie ? { cookie } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: body as object }),
      });
      const set = reply.headers["set-cookie"];
      if (typeof set === "string") {
        const { name, value, maxAge } = parseSetCookie(set);
        cookie = maxAge === 0 ? "" : `${name}=${value}`;
      }
      const parsed: unknown = reply.body.startsWith("{") ? reply.json() : reply.body;
      return { status: reply.statusCode, body: parsed as T, headers: reply.headers };
    },
  };
}
