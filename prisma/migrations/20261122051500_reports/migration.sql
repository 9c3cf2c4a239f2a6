-- CreateEnum
CREATE TYPE "report_span" AS ENUM ('day', 'week', 'month');

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "report_id" UUID;

ALTER TABLE "delivery" DROP CONSTRAINT "delivery_of_one";
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_of_one" CHECK (num_nonnulls("alert_id", "digest_id", "report_id") = 1);

-- CreateTable
CREATE TABLE "report_schedule" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "covers" "report_span" NOT NULL,
    "monitors" TEXT[],
    "beside" TEXT[],
    "filters" JSONB NOT NULL DEFAULT '{}',
    "compare" BOOLEAN NOT NULL DEFAULT true,
    "rule" TEXT NOT NULL,
    "local_start" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "made_until" TEXT,
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_schedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_schedule_channel" (
    "schedule_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,

    CONSTRAINT "report_schedule_channel_pkey" PRIMARY KEY ("schedule_id","channel_id")
);

-- CreateTable
CREATE TABLE "report" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "schedule_id" UUID NOT NULL,
    "occurrence" TEXT NOT NULL,
    "request" JSONB NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "is_skipped" BOOLEAN NOT NULL DEFAULT false,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "report_schedule_workspace_id_created_at_idx" ON "report_schedule"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "report_schedule_due_at_idx" ON "report_schedule"("due_at");

-- CreateIndex
CREATE INDEX "report_schedule_channel_channel_id_idx" ON "report_schedule_channel"("channel_id");

-- CreateIndex
CREATE INDEX "report_workspace_id_due_at_idx" ON "report"("workspace_id", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "report_schedule_id_occurrence_key" ON "report"("schedule_id", "occurrence");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_report_id_channel_id_key" ON "delivery"("report_id", "channel_id");

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_schedule" ADD CONSTRAINT "report_schedule_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_schedule_channel" ADD CONSTRAINT "report_schedule_channel_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "report_schedule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_schedule_channel" ADD CONSTRAINT "report_schedule_channel_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "report_schedule"("id") ON DELETE CASCADE ON UPDATE CASCADE;
