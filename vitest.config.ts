import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** What is waited for comes when it comes: a second, which is usual, is short on a machine that runs other tests too. */
const patient = { poll: { timeout: 15_000 } };

/**
 * Kinds of test, told apart by their file names: `x.test.ts` needs nothing; `x.db.test.ts` a PostgreSQL, which
 * `test/support/postgres.ts` starts once for all; `x.program.test.ts` the whole built program as its own process;
 * `x.browser.test.ts` the same seen through Chromium; `x.peer.test.ts` real servers that nobody here wrote.
 */
const kind = (name: string, settings: object) => ({
  test: { name, expect: patient, include: [`test/**/*.${name}.test.ts`], ...settings },
});

/** Whole programs and servers, after all else: two at a time, because they wait more than they compute. */
const inTheEnd = { sequence: { groupOrder: 1 } };

export default defineConfig({
  test: {
    // Vitest leaves one processor free, which of two is half: tests with a database wait for it most of their time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: "unit",
          // Property tests on a busy machine take their time; what hangs still ends.
          testTimeout: 60_000,
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.{db,peer,browser,program}.test.ts"],
        },
      },
      kind("db", {
        globalSetup: ["test/support/postgres.ts"],
        testTimeout: 60_000,
        hookTimeout: 120_000,
        // Each has its database, and none replaces a module: the program is read once for all, not once a file.
        isolate: false,
      }),
      kind("program", {
        globalSetup: ["test/support/build.ts"],
        // Posts go out and leases end in real time; a machine that does other things too stretches that.
        testTimeout: 600_000,
        hookTimeout: 120_000,
        ...inTheEnd,
      }),
      kind("browser", {
        globalSetup: ["test/support/build.ts"],
        testTimeout: 120_000,
        hookTimeout: 120_000,
        ...inTheEnd,
      }),
      kind("peer", { testTimeout: 240_000, hookTimeout: 400_000, ...inTheEnd }),
    ],
  },
});
