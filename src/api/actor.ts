import type { FastifyRequest } from "fastify";
import type { Actor } from "../publishing/approve.ts";
import { callerOf } from "./auth.ts";

/** Who calls, as histories name them. */
export function actorOf(request: FastifyRequest): Actor {
  const { id, name } = callerOf(request);
  return { id, name };
}
