-- AlterTable
ALTER TABLE "source" ADD COLUMN     "call_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "quota" JSONB,
ADD COLUMN     "quota_key" TEXT,
ADD COLUMN     "read_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "read_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "mention" ADD COLUMN     "edited_at" TIMESTAMPTZ(3),
ADD COLUMN     "refresh_at" TIMESTAMPTZ(3),
ADD COLUMN     "refresh_count" SMALLINT NOT NULL DEFAULT 0,
ADD COLUMN     "source_id" UUID,
ADD COLUMN     "source_ref" TEXT;

-- CreateTable
CREATE TABLE "story_band" (
    "workspace_id" UUID NOT NULL,
    "band" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "story" TEXT NOT NULL,
    "sketch" BIGINT NOT NULL,

    CONSTRAINT "story_band_pkey" PRIMARY KEY ("workspace_id","band","at","story")
);

-- CreateIndex
CREATE INDEX "story_band_at_idx" ON "story_band"("at");

-- CreateIndex
CREATE INDEX "source_quota_key_idx" ON "source"("quota_key");

-- What is due for another look at its engagement, and mentions by their server's own name for them: few of all.
CREATE INDEX "mention_refresh_at_idx" ON "mention"("refresh_at") WHERE "refresh_at" IS NOT NULL;
CREATE INDEX "mention_source_ref_idx" ON "mention"("source_id", "source_ref") WHERE "source_ref" IS NOT NULL;
