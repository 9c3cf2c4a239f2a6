import { startSandbox } from "./server.ts";

/** Entry point of `npm run sandbox`. As a child process it tells its parent the URL and ends with it. */
const port = Number(process.env.VIGIE_SANDBOX_PORT ?? 4410);
if (!Number.isInteger(port) || port < 0 || port > 65535)
  throw new Error(`VIGIE_SANDBOX_PORT is "${process.env.VIGIE_SANDBOX_PORT}", want a port from 0 to 65535`);

const sandbox = await startSandbox({ port });
process.stdout.write(`Vigie sandbox at ${sandbox.url}\n`);

const stop = () => {
  sandbox.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
if (process.send) {
  process.send({ url: sandbox.url });
  process.on("disconnect", stop);
}
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
