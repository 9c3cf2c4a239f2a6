import { plusSeconds } from "../platform/clock.ts";
import type { Platform } from "../platform/platform.ts";
import { handleOf, type Said } from "./chatter.ts";

type Needs = Pick<Platform, "http" | "log" | "clock">;

/**
 * Says in the sandbox what the script has, each remark at its time. Those of the past are said before this returns,
 * with their own dates. A sandbox that no longer listens ends the talk.
 * @param script in the order of time
 */
export async function drive(
  ctx: Needs,
  sandboxUrl: string,
  script: readonly Said[],
): Promise<{ stop(): void }> {
  const startedAt = ctx.clock();
  const past = script.filter(({ afterSeconds }) => afterSeconds <= 0);
  const coming = script.filter(({ afterSeconds }) => afterSeconds > 0);
  let timer: NodeJS.Timeout | null = null;
  let stopped = !(await say(ctx, sandboxUrl, past, startedAt));

  const sayNext = (index: number): void => {
    const next = coming[index];
    if (stopped || !next) return;
    const wait = plusSeconds(startedAt, next.afterSeconds).getTime() - ctx.clock().getTime();
    timer = setTimeout(
      () => {
        void say(ctx, sandboxUrl, [next], startedAt).then((heard) => {
          stopped ||= !heard;
          sayNext(index + 1);
        });
      },
      Math.max(0, wait),
    );
  };
  sayNext(0);
  return {
    stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}

/** Whether the sandbox heard it. */
async function say(ctx: Needs, sandboxUrl: string, said: readonly Said[], startedAt: Date): Promise<boolean> {
  if (said.length === 0) return true;
  const reply = await ctx.http.send({
    method: "POST",
    url: `${sandboxUrl}/_sandbox/mentions`,
    json: { mentions: said.map((remark) => mentionFrom(remark, startedAt)) },
  });
  if (reply.kind === "answer" && reply.status === 201) return true;
  const detail =
    reply.kind === "answer" ? `${reply.status} ${reply.body.toString("utf8", 0, 300)}` : reply.detail;
  ctx.log.warn({ detail }, "the demo's sandbox does not listen; nothing more is said in it");
  return false;
}

function mentionFrom(remark: Said, startedAt: Date) {
  const { network, language, author, followers, text, afterSeconds } = remark;
  return {
    network,
    language,
    text,
    author: { handle: handleOf(remark), name: author, followers },
    publishedAt: plusSeconds(startedAt, afterSeconds).toISOString(),
  };
}
