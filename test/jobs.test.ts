import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Job, ringsFor } from "../src/jobs.ts";

const job = fc.record({
  name: fc.constantFrom("publish", "poll", "deliver"),
  id: fc.uuid(),
  dueAt: fc.integer({ min: 0, max: 3 }).map((second) => new Date(second * 1000)),
}) as fc.Arbitrary<Job>;

describe("the rings for jobs", () => {
  test("hold each job once, only jobs of one name and one instant, ten at most, each ring under its own id", () => {
    fc.assert(
      fc.property(fc.uniqueArray(job, { selector: ({ id }) => id, maxLength: 200 }), (jobs) => {
        const rings = ringsFor(jobs);
        const held = rings.flatMap(({ name, dueAt, ids }) => ids.map((id) => ({ name, id, dueAt })));
        const sorted = (list: readonly Job[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(sorted(held as Job[])).toEqual(sorted(jobs));
        for (const { ids } of rings) expect(ids.length).toBeLessThanOrEqual(10);
        expect(new Set(rings.map(({ jobId }) => jobId)).size).toBe(rings.length);
        for (const { jobId } of rings) expect(jobId).not.toMatch(/:|^\d+$/);
      }),
    );
  });

  test("a new time rings anew", () => {
    const id = "018f0000-0000-7000-8000-000000000000";
    const at = (second: number) =>
      ringsFor([{ name: "publish", id, dueAt: new Date(second * 1000) }])[0]?.jobId;
    expect(at(1)).not.toBe(at(2));
  });
});
