-- CreateEnum
CREATE TYPE "triage" AS ENUM ('new', 'done', 'hidden');

-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "retention_days" INTEGER;

-- AlterTable
ALTER TABLE "mention" ADD COLUMN     "assignee" TEXT,
ADD COLUMN     "later_until" TIMESTAMPTZ(3),
ADD COLUMN     "search" tsvector,
ADD COLUMN     "site" TEXT,
ADD COLUMN     "triage" "triage" NOT NULL DEFAULT 'new';

-- AlterTable
ALTER TABLE "mention_monitor" ADD COLUMN     "site" TEXT;

-- CreateTable
CREATE TABLE "hour_rollup" (
    "monitor_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "workspace_id" UUID NOT NULL,
    "negative" INTEGER NOT NULL,
    "neutral" INTEGER NOT NULL,
    "positive" INTEGER NOT NULL,
    "unscored" INTEGER NOT NULL,
    "reach" BIGINT NOT NULL,
    "engagement" BIGINT NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "hour_rollup_pkey" PRIMARY KEY ("monitor_id","hour")
);

-- CreateTable
CREATE TABLE "hour_authors" (
    "monitor_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "version" BIGINT NOT NULL,
    "authors" BYTEA NOT NULL,

    CONSTRAINT "hour_authors_pkey" PRIMARY KEY ("monitor_id","hour")
);

-- CreateTable
CREATE TABLE "label_judgement" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "mention_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "scored" "sentiment_label",
    "label" "sentiment_label" NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "label_judgement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erasure" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "network" TEXT NOT NULL,
    "author_key" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "mentions" INTEGER NOT NULL,
    "alerts" INTEGER NOT NULL,

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "label_judgement_mention_id_idx" ON "label_judgement"("mention_id");

-- CreateIndex
CREATE INDEX "label_judgement_workspace_id_at_idx" ON "label_judgement"("workspace_id", "at");

-- CreateIndex
CREATE INDEX "erasure_workspace_id_at_idx" ON "erasure"("workspace_id", "at");

-- CreateIndex
CREATE INDEX "mention_workspace_id_story_idx" ON "mention"("workspace_id", "story");

-- AddForeignKey
ALTER TABLE "label_judgement" ADD CONSTRAINT "label_judgement_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "label_judgement" ADD CONSTRAINT "label_judgement_mention_id_fkey" FOREIGN KEY ("mention_id") REFERENCES "mention"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "erasure" ADD CONSTRAINT "erasure_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Who spoke are hashes: they cannot be made smaller, and are read whole.
ALTER TABLE "hour_authors" ALTER COLUMN "authors" SET STORAGE EXTERNAL;

-- One judgement stands per mention.
CREATE UNIQUE INDEX "label_judgement_standing_key" ON "label_judgement"("mention_id") WHERE "withdrawn_at" IS NULL;

-- Full-text search: words, and the day and month with their workspace (src/listening/search.ts).
CREATE INDEX "mention_search_idx" ON "mention" USING GIN ("search");
ALTER TABLE "mention" ALTER COLUMN "search" SET STATISTICS 300;
-- Few: those whose words are still to be read.
CREATE INDEX "mention_unread_idx" ON "mention"("id") WHERE "search" IS NULL;
-- An author's mentions, whatever the capitals.
CREATE INDEX "mention_author_idx" ON "mention"("workspace_id", lower("author_handle"), "published_at" DESC, "id" DESC);

-- Figures that are filtered or counted by author or site read this index alone.
DROP INDEX "mention_monitor_monitor_id_published_at_mention_id_idx";
CREATE INDEX "mention_monitor_monitor_id_published_at_mention_id_idx" ON "mention_monitor"("monitor_id", "published_at" DESC, "mention_id" DESC)
    INCLUDE ("network", "language", "label", "author", "site");

-- A text that changes is found by its new words: who changes it either gives them, or they are read anew later.
CREATE FUNCTION "forget_search"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.search IS NOT DISTINCT FROM OLD.search THEN
        NEW.search := NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER "mention_text_changes" BEFORE UPDATE OF "text", "published_at" ON "mention"
    FOR EACH ROW WHEN (NEW.text IS DISTINCT FROM OLD.text OR NEW.published_at IS DISTINCT FROM OLD.published_at)
    EXECUTE FUNCTION "forget_search"();

-- The hours follow the rollups, whoever writes them.
CREATE SEQUENCE "hour_version";
CREATE FUNCTION "add_to_hours"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO hour_rollup AS h (monitor_id, hour, workspace_id, negative, neutral, positive, unscored, reach, engagement, version)
        SELECT c.*, nextval('hour_version') FROM (
            SELECT monitor_id, hour, min(workspace_id::text)::uuid,
                coalesce(sum(mentions) FILTER (WHERE label = 'negative'), 0), coalesce(sum(mentions) FILTER (WHERE label = 'neutral'), 0),
                coalesce(sum(mentions) FILTER (WHERE label = 'positive'), 0), coalesce(sum(mentions) FILTER (WHERE label = 'none'), 0),
                sum(reach), sum(engagement)
            FROM added GROUP BY 1, 2 ORDER BY 1, 2) c
        ON CONFLICT (monitor_id, hour) DO UPDATE SET negative = h.negative + excluded.negative, neutral = h.neutral + excluded.neutral,
            positive = h.positive + excluded.positive, unscored = h.unscored + excluded.unscored, reach = h.reach + excluded.reach,
            engagement = h.engagement + excluded.engagement, version = excluded.version;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO hour_rollup AS h (monitor_id, hour, workspace_id, negative, neutral, positive, unscored, reach, engagement, version)
        SELECT c.*, nextval('hour_version') FROM (
            SELECT monitor_id, hour, min(workspace_id::text)::uuid,
                coalesce(sum(mentions) FILTER (WHERE label = 'negative'), 0), coalesce(sum(mentions) FILTER (WHERE label = 'neutral'), 0),
                coalesce(sum(mentions) FILTER (WHERE label = 'positive'), 0), coalesce(sum(mentions) FILTER (WHERE label = 'none'), 0),
                sum(reach), sum(engagement)
            FROM (
                SELECT monitor_id, hour, workspace_id, label, mentions, reach, engagement FROM added
                UNION ALL
                SELECT monitor_id, hour, workspace_id, label, -mentions, -reach, -engagement FROM removed
            ) moved GROUP BY 1, 2 ORDER BY 1, 2) c
        ON CONFLICT (monitor_id, hour) DO UPDATE SET negative = h.negative + excluded.negative, neutral = h.neutral + excluded.neutral,
            positive = h.positive + excluded.positive, unscored = h.unscored + excluded.unscored, reach = h.reach + excluded.reach,
            engagement = h.engagement + excluded.engagement, version = excluded.version;
    ELSE
        INSERT INTO hour_rollup AS h (monitor_id, hour, workspace_id, negative, neutral, positive, unscored, reach, engagement, version)
        SELECT c.*, nextval('hour_version') FROM (
            SELECT monitor_id, hour, min(workspace_id::text)::uuid,
                coalesce(-sum(mentions) FILTER (WHERE label = 'negative'), 0), coalesce(-sum(mentions) FILTER (WHERE label = 'neutral'), 0),
                coalesce(-sum(mentions) FILTER (WHERE label = 'positive'), 0), coalesce(-sum(mentions) FILTER (WHERE label = 'none'), 0),
                -sum(reach), -sum(engagement)
            FROM removed GROUP BY 1, 2 ORDER BY 1, 2) c
        ON CONFLICT (monitor_id, hour) DO UPDATE SET negative = h.negative + excluded.negative, neutral = h.neutral + excluded.neutral,
            positive = h.positive + excluded.positive, unscored = h.unscored + excluded.unscored, reach = h.reach + excluded.reach,
            engagement = h.engagement + excluded.engagement, version = excluded.version;
        DELETE FROM hour_rollup h USING (SELECT DISTINCT monitor_id, hour FROM removed) r
        WHERE h.monitor_id = r.monitor_id AND h.hour = r.hour AND h.negative + h.neutral + h.positive + h.unscored = 0;
        DELETE FROM hour_authors a USING (SELECT DISTINCT monitor_id, hour FROM removed) r
        WHERE a.monitor_id = r.monitor_id AND a.hour = r.hour
            AND NOT EXISTS (SELECT FROM hour_rollup h WHERE h.monitor_id = a.monitor_id AND h.hour = a.hour);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER "rollup_added" AFTER INSERT ON "rollup" REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION "add_to_hours"();
CREATE TRIGGER "rollup_changed" AFTER UPDATE ON "rollup" REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION "add_to_hours"();
CREATE TRIGGER "rollup_removed" AFTER DELETE ON "rollup" REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION "add_to_hours"();

-- What was counted before.
INSERT INTO hour_rollup (monitor_id, hour, workspace_id, negative, neutral, positive, unscored, reach, engagement, version)
SELECT c.*, nextval('hour_version') FROM (
    SELECT monitor_id, hour, min(workspace_id::text)::uuid,
        coalesce(sum(mentions) FILTER (WHERE label = 'negative'), 0), coalesce(sum(mentions) FILTER (WHERE label = 'neutral'), 0),
        coalesce(sum(mentions) FILTER (WHERE label = 'positive'), 0), coalesce(sum(mentions) FILTER (WHERE label = 'none'), 0),
        sum(reach), sum(engagement)
    FROM rollup GROUP BY 1, 2) c;
UPDATE mention SET site = regexp_replace(substring(lower(url) from '^https?://([^/?#:]+)'), '^www\.', '') WHERE url IS NOT NULL;
UPDATE mention_monitor l SET site = m.site FROM mention m WHERE m.id = l.mention_id AND m.site IS NOT NULL;
