-- CreateTable
CREATE TABLE "author_count" (
    "monitor_id" UUID NOT NULL,
    "start_at" TIMESTAMPTZ(3) NOT NULL,
    "end_at" TIMESTAMPTZ(3) NOT NULL,
    "signature" BIGINT NOT NULL,
    "authors" INTEGER NOT NULL,

    CONSTRAINT "author_count_pkey" PRIMARY KEY ("monitor_id","start_at","end_at")
);

-- Where hours go, counts over them go too: they would otherwise stay for a monitor or a time that is gone.
CREATE FUNCTION "forget_author_counts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM author_count c USING (SELECT DISTINCT monitor_id, hour FROM removed) r
    WHERE c.monitor_id = r.monitor_id AND c.start_at <= r.hour AND c.end_at > r.hour;
    RETURN NULL;
END $$;
CREATE TRIGGER "hour_rollup_removed" AFTER DELETE ON "hour_rollup" REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION "forget_author_counts"();
