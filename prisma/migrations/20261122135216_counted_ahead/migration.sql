-- AlterTable
ALTER TABLE "hour_rollup" ADD COLUMN     "authors_kept" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "sites_kept" BOOLEAN NOT NULL DEFAULT false;

-- What is still to be counted ahead, the newest first. An hour that changes again and again has its entry already.
CREATE INDEX "hour_rollup_authors_due_idx" ON "hour_rollup"("hour" DESC, "monitor_id") WHERE NOT "authors_kept";
CREATE INDEX "hour_rollup_sites_due_idx" ON "hour_rollup"("hour" DESC, "monitor_id") WHERE NOT "sites_kept";

-- Whatever changes an hour makes it due again.
CREATE FUNCTION "make_hour_due"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.authors_kept := false;
    NEW.sites_kept := false;
    RETURN NEW;
END $$;
CREATE TRIGGER "hour_rollup_changes" BEFORE UPDATE OF "version" ON "hour_rollup"
    FOR EACH ROW WHEN (NEW.version IS DISTINCT FROM OLD.version) EXECUTE FUNCTION "make_hour_due"();

-- An hour that goes takes the sites of its day along, and leaves the day's other hours to be counted again.
CREATE OR REPLACE FUNCTION "forget_day_sites"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM day_sites s USING (SELECT DISTINCT monitor_id, date_trunc('day', hour, 'UTC') AS day FROM removed) r
    WHERE s.monitor_id = r.monitor_id AND s.day = r.day;
    UPDATE hour_rollup h SET sites_kept = false
    FROM (SELECT DISTINCT monitor_id, date_trunc('day', hour, 'UTC') AS day FROM removed) r
    WHERE h.monitor_id = r.monitor_id AND h.hour >= r.day AND h.hour < r.day + interval '24 hours' AND h.sites_kept;
    RETURN NULL;
END $$;
