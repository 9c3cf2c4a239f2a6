import { defineConfig } from "vitest/config";

/**
 * Three kinds of test, told apart by their file names: `x.test.ts` needs nothing, `x.db.test.ts` a PostgreSQL
 * that `test/support/database.ts` starts, `x.peer.test.ts` a real server that nobody here wrote.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.{db,peer,browser,program}.test.ts"],
        },
      },
      {
        test: {
          name: "peer",
          include: ["test/**/*.peer.test.ts"],
          testTimeout: 240_000,
          hookTimeout: 400_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
