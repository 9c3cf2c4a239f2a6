-- CreateEnum
CREATE TYPE "review_state" AS ENUM ('none', 'waiting', 'approved', 'sent_back');

-- CreateEnum
CREATE TYPE "approval_verdict" AS ENUM ('submitted', 'approved', 'sent_back', 'dropped');

-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "approval_survives_move" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "approvals_required" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "late_grace_seconds" INTEGER,
ADD COLUMN     "monthly_budget_milli_usd" INTEGER;

-- AlterTable
ALTER TABLE "profile" ADD COLUMN     "access_ends_at" TIMESTAMPTZ(3),
ADD COLUMN     "approvals_required" INTEGER,
ADD COLUMN     "brand_id" UUID,
ADD COLUMN     "scopes" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "time_zone" TEXT;

-- AlterTable
ALTER TABLE "post" ADD COLUMN     "campaign_id" UUID,
ADD COLUMN     "detached" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "occurrence" TEXT,
ADD COLUMN     "review" "review_state" NOT NULL DEFAULT 'none',
ADD COLUMN     "series_id" UUID,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "publication" ADD COLUMN     "approved" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "post_version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "slot" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "weekday" INTEGER NOT NULL,
    "local_time" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,

    CONSTRAINT "slot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "goal" TEXT,
    "starts_on" DATE,
    "ends_on" DATE,
    "utm" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "series" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "local_start" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "draft" JSONB NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "made_until" TEXT,
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "post_revision" (
    "post_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "post_revision_pkey" PRIMARY KEY ("post_id","version")
);

-- CreateTable
CREATE TABLE "post_approval" (
    "id" UUID NOT NULL,
    "post_id" UUID NOT NULL,
    "verdict" "approval_verdict" NOT NULL,
    "post_version" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "post_approval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "post_comment" (
    "id" UUID NOT NULL,
    "post_id" UUID NOT NULL,
    "by" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "for_client" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "post_comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_link" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "minute_at" TIMESTAMPTZ(3),
    "minute_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "review_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review_link_post" (
    "link_id" UUID NOT NULL,
    "post_id" UUID NOT NULL,

    CONSTRAINT "review_link_post_pkey" PRIMARY KEY ("link_id","post_id")
);

-- CreateTable
CREATE TABLE "hold" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "profile_id" UUID,
    "brand_id" UUID,
    "reason" TEXT NOT NULL,
    "alert_id" UUID,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by" TEXT,

    CONSTRAINT "hold_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "slot_workspace_id_idx" ON "slot"("workspace_id");

-- CreateIndex
CREATE UNIQUE INDEX "slot_profile_id_weekday_local_time_time_zone_key" ON "slot"("profile_id", "weekday", "local_time", "time_zone");

-- CreateIndex
CREATE INDEX "campaign_workspace_id_created_at_idx" ON "campaign"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "series_workspace_id_created_at_idx" ON "series"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "series_due_at_idx" ON "series"("due_at");

-- CreateIndex
CREATE INDEX "post_approval_post_id_at_idx" ON "post_approval"("post_id", "at");

-- CreateIndex
CREATE INDEX "post_comment_post_id_at_idx" ON "post_comment"("post_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "review_link_token_hash_key" ON "review_link"("token_hash");

-- CreateIndex
CREATE INDEX "review_link_workspace_id_created_at_idx" ON "review_link"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "review_link_post_post_id_idx" ON "review_link_post"("post_id");

-- CreateIndex
CREATE INDEX "hold_workspace_id_created_at_idx" ON "hold"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "post_workspace_id_review_idx" ON "post"("workspace_id", "review");

-- CreateIndex
CREATE INDEX "post_campaign_id_idx" ON "post"("campaign_id");

-- CreateIndex
CREATE UNIQUE INDEX "post_series_id_occurrence_key" ON "post"("series_id", "occurrence");

-- AddForeignKey
ALTER TABLE "profile" ADD CONSTRAINT "profile_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "monitor"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slot" ADD CONSTRAINT "slot_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slot" ADD CONSTRAINT "slot_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "series" ADD CONSTRAINT "series_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post_revision" ADD CONSTRAINT "post_revision_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post_approval" ADD CONSTRAINT "post_approval_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post_comment" ADD CONSTRAINT "post_comment_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_link" ADD CONSTRAINT "review_link_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_link_post" ADD CONSTRAINT "review_link_post_link_id_fkey" FOREIGN KEY ("link_id") REFERENCES "review_link"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_link_post" ADD CONSTRAINT "review_link_post_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hold" ADD CONSTRAINT "hold_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alert"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Every claim asks for the holds in force, and there are few.
CREATE INDEX "hold_in_force" ON "hold"("workspace_id") WHERE "lifted_at" IS NULL;
