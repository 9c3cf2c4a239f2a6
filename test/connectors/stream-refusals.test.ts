import { expect, test } from "vitest";
import { streamSource as bluesky } from "../../src/connectors/bluesky/source-stream.ts";
import { streamSource as mastodon } from "../../src/connectors/mastodon/source-stream.ts";
import type { StreamBatch } from "../../src/listening/source.ts";
import { accessTo } from "../support/access.ts";
import { type Answer, answering, localServer } from "../support/local-server.ts";

/** Opens a stream on a server that answers so; gives why it ended. */
const opened = {
  async bluesky(origin: string) {
    const settings = bluesky.settings.parse({ url: `${origin.replace("http", "ws")}/subscribe` });
    return ended(bluesky.stream({ ...request, access: accessTo(origin, null), settings }, never));
  },
  async mastodon(origin: string) {
    const settings = mastodon.settings.parse({ streamingUrl: origin });
    return ended(
      mastodon.stream({ ...request, access: accessTo(origin, { accessToken: "t" }), settings }, never),
    );
  },
};
const never = new AbortController().signal;
const request = { terms: [], cursor: null, now: new Date("2026-11-21T12:00:00Z"), wants: () => true };
async function ended<T>(batches: AsyncGenerator<StreamBatch, T>): Promise<T> {
  for (;;) {
    const next = await batches.next();
    if (next.done) return next.value;
  }
}

const networks = ["mastodon", "bluesky"] as const;
const seconds = { "retry-after": "120" };
const date = { "retry-after": "Sat, 21 Nov 2026 12:05:00 GMT", date: "Sat, 21 Nov 2026 12:00:00 GMT" };
test.each(
  networks.flatMap((network) => [
    { network, status: 429, headers: seconds, wait: { afterSeconds: 120 } },
    { network, status: 503, headers: date, wait: { afterSeconds: 300 } },
    { network, status: 502, headers: {}, wait: {} },
  ]),
)(
  "a stream of $network that is answered $status waits as long as it is told",
  async ({ network, status, headers, wait }) => {
    const answer: Answer = answering(status, headers);
    const server = await localServer(answer);
    try {
      expect(await opened[network](server.origin)).toEqual({
        kind: "retry",
        detail: expect.stringContaining(`${status}`),
        ...wait,
      });
    } finally {
      await server.close();
    }
  },
);
