-- CreateTable
CREATE TABLE "day_sites" (
    "monitor_id" UUID NOT NULL,
    "day" TIMESTAMPTZ(3) NOT NULL,
    "signature" BIGINT NOT NULL,
    "sites" JSONB NOT NULL,

    CONSTRAINT "day_sites_pkey" PRIMARY KEY ("monitor_id","day")
);

-- Where hours go, what is kept of their day goes too: it would otherwise stay for a monitor or a time that is gone.
CREATE FUNCTION "forget_day_sites"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM day_sites s USING (SELECT DISTINCT monitor_id, date_trunc('day', hour, 'UTC') AS day FROM removed) r
    WHERE s.monitor_id = r.monitor_id AND s.day = r.day;
    RETURN NULL;
END $$;
CREATE TRIGGER "hour_rollup_removed_days" AFTER DELETE ON "hour_rollup" REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION "forget_day_sites"();
