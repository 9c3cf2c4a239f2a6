import { BadConfig } from "../config/config.ts";
import { Invalid } from "./errors.ts";
import { WrongKey } from "./platform/secrets.ts";
import { AlreadyRunning } from "./platform/sole-use.ts";

/** What `npm run -s vigie -- <command>` can do. Each is loaded only when it is asked for. */
const commands: Record<string, { help: string; stays?: true; run: (args: string[]) => Promise<void> }> = {
  start: {
    stays: true,
    help: "start                    everything in one process",
    run: async () => (await import("./commands/start.ts")).start(),
  },
  worker: {
    stays: true,
    help: "worker [names]           workers only: scheduler publisher listener alerter",
    run: async (args) => (await import("./commands/start.ts")).startWorkers(args),
  },
  migrate: {
    help: "migrate                  bring the database up to date",
    run: async () => (await import("./commands/migrate.ts")).migrate(),
  },
  doctor: {
    help: "doctor                   check settings, database, queue, clock, tokens",
    run: async () => (await import("./commands/doctor.ts")).doctor(),
  },
  import: {
    help: "import <file> [--workspace id]   past mentions from JSON Lines (- for standard input) or .csv",
    run: async (args) => (await import("./commands/import.ts")).importFile(args),
  },
  "rebuild-rollups": {
    help: "rebuild-rollups [--check]        count all mentions anew, or only compare",
    run: async (args) => (await import("./commands/rebuild-rollups.ts")).rebuild(args),
  },
  rescore: {
    help: "rescore [workspace id]           the sentiment of stored mentions anew, by the rules of today",
    run: async (args) => (await import("./commands/rescore.ts")).rescoreMentions(args),
  },
  "learn-sentiment": {
    help: "learn-sentiment                  from the labels that people corrected, with what it brings",
    run: async () => (await import("./commands/learn-sentiment.ts")).learnFromJudgements(),
  },
  "remove-demo": {
    help: "remove-demo              the demo workspace with everything in it; it does not come back",
    run: async () => (await import("./commands/remove-demo.ts")).removeTheDemo(),
  },
  sandbox: {
    stays: true,
    help: "sandbox                  the networks' sandbox (VIGIE_SANDBOX_PORT, default 4410)",
    run: async () => void (await import("./sandbox/main.ts")),
  },
  "next-migration": {
    help: "next-migration <name>    for developers: the SQL from the committed schema to the present one",
    run: async (args) => (await import("./commands/next-migration.ts")).writeNextMigration(args),
  },
  openapi: {
    help: "openapi                  the description of the API, without starting it",
    run: async () => (await import("./commands/openapi.ts")).printOpenApi(),
  },
  score: {
    help: "score                    JSON Lines {text, language?} in, {language, label, score} out",
    run: async () => (await import("./commands/score.ts")).score(),
  },
  "train-sentiment": {
    help: "train-sentiment          for developers: the sentiment model anew from data/corpus, with its figures",
    run: async () => (await import("./commands/train-sentiment.ts")).trainSentiment(),
  },
  spikes: {
    help: "spikes                   CSV timestamp,value in, timestamp,value,anomaly_score out",
    run: async () => (await import("./commands/spikes.ts")).spikes(),
  },
};

const [name = "start", ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (!command) {
  const list = Object.values(commands).map(({ help }) => `  ${help}`);
  const asked = name === "help" || name === "--help";
  process.stderr.write(`${asked ? "" : `There is no command "${name}".\n`}Commands:\n${list.join("\n")}\n`);
  process.exitCode = asked ? 0 : 2;
} else {
  await command.run(args).catch((error: unknown) => {
    process.stderr.write(`${sentence(error)}\n`);
    process.exitCode = 1;
  });
  // A failed start must end too; and libraries leave timers behind that would hold a finished command.
  if (!command.stays || process.exitCode) process.stdout.write("", () => process.exit());
}

/** What a person at a terminal can act on; the whole trace where it is our own fault. */
function sentence(error: unknown): string {
  if (error instanceof BadConfig) return `Vigie cannot start with these settings:\n${error.message}`;
  if (error instanceof AlreadyRunning || error instanceof WrongKey)
    return `Vigie cannot start: ${error.message}`;
  if (error instanceof Invalid) return error.message;
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE")
    return `Vigie cannot start: ${error.message}. Another program uses that port; set PORT to another one.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
