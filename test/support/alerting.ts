import { expect } from "vitest";
import { look } from "../../src/alerts/detect.ts";
import { deliver } from "../../src/alerts/notify.ts";
import { rulesToRing } from "../../src/alerts/store-looks.ts";
import { type Hearing, rawMention } from "./listening.ts";
import { type Answer, answering, localServer, type Received } from "./local-server.ts";

export interface ShownAlert {
  id: string;
  state: string;
  resolvedAt: string | null;
  evidence: {
    expected: number;
    seen: number;
    authors: number;
    since: string;
    topMentions: { author: string; followers: number }[];
    terms: { term: string; count: number }[];
    sources: { network: string; count: number }[];
  };
  deliveries: { id: string; event: string; state: string; attempts: number; detail: string | null }[];
}

/** Of a webhook's channel. */
export const secret = `whsec_${Buffer.from("a secret of the tests, long enough").toString("base64")}`;

let brandCount = 0;
let textCount = 0;

/** A brand of a test's own, what is said of it, and a server that is told of its alerts. */
export type Watch = Awaited<ReturnType<typeof startWatch>>;

export async function startWatch(vigie: Hearing) {
  let answer = answering(204);
  const server = await localServer((request, response) => answer(request, response));
  brandCount += 1;
  const brand = `brand${brandCount}`;
  const monitor = await vigie.monitor(brand);
  const made = async (url: string, body: unknown): Promise<string> => {
    const reply = await vigie.call<{ id: string }>("POST", url, body);
    expect(reply.status, JSON.stringify(reply.body)).toBe(201);
    return reply.body.id;
  };
  const channel = (quietHours: object | null = null) =>
    made("/channels", { kind: "webhook", settings: { url: `${server.origin}/hook`, secret }, quietHours });
  const alerts = async (): Promise<ShownAlert[]> => {
    const { body } = await vigie.call<{ items: ShownAlert[] }>("GET", `/alerts?monitor=${monitor}`);
    return Promise.all(
      body.items.map(async ({ id }) => (await vigie.call<ShownAlert>("GET", `/alerts/${id}`)).body),
    );
  };
  const at = (minutesAgo: number) => new Date(vigie.clock().getTime() - minutesAgo * 60_000);
  const say = (minutesAgo: number, text: string, author: string, followers = 10) => {
    textCount += 1;
    return rawMention(`t${textCount}`, `${brand} ${text}`, {
      publishedAt: at(minutesAgo),
      author: { handle: author, name: null, followers },
    });
  };
  return {
    brand,
    monitor,
    /** What the server was told. */
    received: server.received as readonly Received[],
    /** How the server answers from now on; at first 204. */
    setAnswer(next: Answer): void {
      answer = next;
    },
    close: () => server.close(),
    /** Makes what is posted; answers with its id. */
    made,
    channel,
    rule: (channels: string[] = [], kind = "negative-spike") =>
      made("/alert-rules", { kind, monitor, sensitivity: "medium", channels }),
    alerts,
    async onlyAlert(): Promise<ShownAlert> {
      const found = await alerts();
      expect(found).toHaveLength(1);
      return found[0] as ShownAlert;
    },
    /** What the alerter does when it is rung. */
    async lookNow(ruleId: string): Promise<void> {
      vigie.clock.pass(1); // looks at one rule are a second apart
      const rung = await rulesToRing(vigie.app.db, vigie.clock());
      if (rung.some(({ id }) => id === ruleId)) await look(vigie.app, ruleId);
    },
    tell: (deliveryId: string) => deliver(vigie.app, deliveryId, new AbortController().signal),
    at,
    say,
    /** Hours in which hardly anybody says anything. */
    calm: (count = 30) =>
      vigie.load(
        Array.from({ length: count }, (_, index) =>
          say(30 + (index * 720) / count, "opened a new shop in our town and we went there", `calm${index}`),
        ),
      ),
    /** Fifteen texts of twelve authors within minutes. */
    burst: (text = "is horrible, I hate it, what a disaster") =>
      vigie.load([
        ...Array.from({ length: 11 }, (_, index) => say(1 + (index % 4), text, `angry${index}`, 100 + index)),
        ...Array.from({ length: 4 }, () => say(2, text, "loudest", 9000)),
      ]),
  };
}
