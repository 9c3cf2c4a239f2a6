-- AlterTable
ALTER TABLE "alert_rule" ADD COLUMN     "escalate_minutes" INTEGER,
ADD COLUMN     "looked_at" TIMESTAMPTZ(3),
ADD COLUMN     "settings" JSONB NOT NULL DEFAULT '{}',
ALTER COLUMN "monitor_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "alert_rule_channel" DROP CONSTRAINT "alert_rule_channel_pkey",
ADD COLUMN     "escalation" BOOLEAN NOT NULL DEFAULT false,
ADD CONSTRAINT "alert_rule_channel_pkey" PRIMARY KEY ("rule_id", "channel_id", "escalation");

-- AlterTable
ALTER TABLE "alert" ADD COLUMN     "assignee" TEXT,
ADD COLUMN     "critical" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "escalated_at" TIMESTAMPTZ(3),
ADD COLUMN     "subject" TEXT NOT NULL DEFAULT '',
ALTER COLUMN "monitor_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "channel" ADD COLUMN     "quiet_hours" JSONB;

-- CreateTable
CREATE TABLE "source_gap" (
    "id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3),

    CONSTRAINT "source_gap_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "source_gap_source_id_to_at_idx" ON "source_gap"("source_id", "to_at");

-- CreateIndex
CREATE INDEX "alert_rule_id_resolved_at_idx" ON "alert"("rule_id", "resolved_at");

-- AddForeignKey
ALTER TABLE "source_gap" ADD CONSTRAINT "source_gap_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma's schema cannot say.

-- One open alert per rule and subject: a second insert does nothing.
DROP INDEX "alert_open_key";
CREATE UNIQUE INDEX "alert_open_key" ON "alert" ("rule_id", "subject") WHERE "state" <> 'resolved';

-- One open gap per source, begun when it was last well, ended when it is well again.
CREATE UNIQUE INDEX "source_gap_open_key" ON "source_gap" ("source_id") WHERE "to_at" IS NULL;
CREATE FUNCTION "note_source_gap"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."state" = 'active' THEN
    UPDATE "source_gap" SET "to_at" = greatest("from_at", coalesce(NEW."last_polled_at", now()))
      WHERE "source_id" = NEW."id" AND "to_at" IS NULL;
  ELSIF OLD."state" = 'active' THEN
    INSERT INTO "source_gap" ("id", "source_id", "from_at")
      VALUES (gen_random_uuid(), NEW."id", coalesce(OLD."last_polled_at", NEW."last_error_at", now()))
      ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "source_gap_noted" AFTER UPDATE OF "state" ON "source"
  FOR EACH ROW WHEN (OLD."state" IS DISTINCT FROM NEW."state") EXECUTE FUNCTION "note_source_gap"();
