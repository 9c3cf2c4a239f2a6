-- CreateEnum
CREATE TYPE "channel_language" AS ENUM ('en', 'fr', 'both');

-- AlterEnum
ALTER TYPE "delivery_state" ADD VALUE 'gathered';

-- AlterTable
ALTER TABLE "channel" ADD COLUMN     "digest" JSONB,
ADD COLUMN     "digest_due_at" TIMESTAMPTZ(3),
ADD COLUMN     "digest_from" TIMESTAMPTZ(3),
ADD COLUMN     "language" "channel_language" NOT NULL DEFAULT 'both';

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "digest_id" UUID,
ADD COLUMN     "gathered_in" UUID,
ALTER COLUMN "alert_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "digest" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "start_at" TIMESTAMPTZ(3) NOT NULL,
    "end_at" TIMESTAMPTZ(3) NOT NULL,
    "content" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "digest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "digest_workspace_id_created_at_idx" ON "digest"("workspace_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "digest_channel_id_start_at_key" ON "digest"("channel_id", "start_at");

-- CreateIndex
CREATE INDEX "channel_digest_due_at_idx" ON "channel"("digest_due_at");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_digest_id_key" ON "delivery"("digest_id");

-- CreateIndex
CREATE INDEX "delivery_gathered_in_idx" ON "delivery"("gathered_in");

-- AddForeignKey
ALTER TABLE "digest" ADD CONSTRAINT "digest_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "digest" ADD CONSTRAINT "digest_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_digest_id_fkey" FOREIGN KEY ("digest_id") REFERENCES "digest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_gathered_in_fkey" FOREIGN KEY ("gathered_in") REFERENCES "digest"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A delivery tells of one thing.
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_of_one" CHECK (num_nonnulls("alert_id", "digest_id") = 1);
