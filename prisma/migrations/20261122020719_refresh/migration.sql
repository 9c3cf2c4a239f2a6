-- AlterTable
ALTER TABLE "source" ADD COLUMN     "refresh_due_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "mention" DROP COLUMN "refresh_count";

-- What of a source is due, the newest first.
DROP INDEX "mention_refresh_at_idx";
CREATE INDEX "mention_source_id_refresh_at_idx" ON "mention"("source_id", "refresh_at") WHERE "refresh_at" IS NOT NULL;
