/**
 * The baseline of `lateness`: nothing but BullMQ jobs, each of which makes the one HTTP call. No database row is
 * read or written, no attempt is recorded, a crash would post twice.
 *
 *   node bare-jobs.js '{"backend", "url", "sandbox", "count", "concurrency", "dueAt", "profiles"}'
 */
import http from "node:http";
import { createPostgresBackend, Queue, runMigrations, Worker } from "bullmq";
import pg from "pg";

interface Order {
  backend: "redis" | "postgres";
  url: string;
  sandbox: string;
  count: number;
  concurrency: number;
  dueAt: number;
  profiles: number;
}

const order = JSON.parse(process.argv[2] ?? "") as Order;
const { queue, work } = order.backend === "redis" ? redis() : await postgres();
let done = 0;
const worker = work(async (number) => {
  await post(number);
  done += 1;
  if (done === order.count) process.send?.({ doneAt: Date.now() });
});
await worker.waitUntilReady();
await queue.addBulk(
  Array.from({ length: order.count }, (_, number) => ({
    name: "post",
    data: { number },
    opts: {
      jobId: `post-${number}`,
      delay: order.dueAt - Date.now(),
      removeOnComplete: true,
      removeOnFail: true,
    },
  })),
);
process.send?.({ ready: true });
process.once("disconnect", async () => {
  await worker.close();
  await queue.close();
  process.exit(0);
});

function redis() {
  const { hostname: host, port } = new URL(order.url);
  const connection = { host, port: Number(port), maxRetriesPerRequest: null };
  return {
    queue: new Queue<{ number: number }>("bare", { connection }),
    work: (handle: (number: number) => Promise<void>) =>
      new Worker<{ number: number }>("bare", (job) => handle(job.data.number), {
        connection,
        concurrency: order.concurrency,
      }),
  };
}

async function postgres() {
  const client = new pg.Client({ connectionString: order.url });
  await client.connect();
  await runMigrations(client);
  await client.end();
  const connection = { connectionString: order.url };
  return {
    queue: new Queue("bare", { connection }, createPostgresBackend),
    work: (handle: (number: number) => Promise<void>) =>
      new Worker(
        "bare",
        (job: { data: { number: number } }) => handle(job.data.number),
        { connection, concurrency: order.concurrency },
        createPostgresBackend,
      ),
  };
}

/** The call that the Mastodon connector makes, on a connection of its own like there. */
function post(number: number): Promise<void> {
  const body = JSON.stringify({ status: `Bare ${number}` });
  return new Promise((resolve, reject) => {
    const request = http.request(
      `${order.sandbox}/mastodon/api/v1/statuses`,
      {
        method: "POST",
        agent: false,
        headers: {
          authorization: `Bearer bench${number % order.profiles}`,
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          "idempotency-key": `bare-${number}`,
        },
      },
      (reply) => {
        reply.resume();
        reply.once("error", reject);
        reply.once("end", () =>
          reply.statusCode === 200
            ? resolve()
            : reject(new Error(`the sandbox answered ${reply.statusCode}`)),
        );
      },
    );
    request.once("error", reject);
    request.end(body);
  });
}
