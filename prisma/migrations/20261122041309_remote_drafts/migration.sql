-- CreateTable
CREATE TABLE "remote_draft" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "publication_id" UUID NOT NULL,
    "value" JSONB NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "remote_draft_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "remote_draft_workspace_id_idx" ON "remote_draft"("workspace_id");

-- CreateIndex
CREATE INDEX "remote_draft_profile_id_idx" ON "remote_draft"("profile_id");

-- CreateIndex
CREATE INDEX "remote_draft_due_at_idx" ON "remote_draft"("due_at");

-- AddForeignKey
ALTER TABLE "remote_draft" ADD CONSTRAINT "remote_draft_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "remote_draft" ADD CONSTRAINT "remote_draft_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A publication that is cancelled or removed leaves its draft to be taken away. One whose last step made the draft
-- public has none. Rows that go with their workspace or profile leave nothing: nobody could ask the network any more.
CREATE FUNCTION note_remote_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "remote_draft" ("id", "workspace_id", "profile_id", "publication_id", "value", "due_at")
    SELECT gen_random_uuid(), f."workspace_id", f."id", OLD."id", s."value", OLD."updated_at"
    FROM "step" s JOIN "profile" f ON f."id" = OLD."profile_id" JOIN "workspace" w ON w."id" = f."workspace_id"
    WHERE s."publication_id" = OLD."id" AND s."name" IN ('draft', 'earlier-draft')
        AND NOT EXISTS (SELECT FROM "step" d WHERE d."publication_id" = OLD."id" AND d."name" = 'publish');
    RETURN coalesce(NEW, OLD);
END $$;

CREATE TRIGGER remote_draft_of_cancelled BEFORE UPDATE OF "state" ON "publication" FOR EACH ROW
    WHEN (NEW."state" = 'cancelled' AND OLD."state" <> 'cancelled') EXECUTE FUNCTION note_remote_draft();
CREATE TRIGGER remote_draft_of_removed BEFORE DELETE ON "publication" FOR EACH ROW
    WHEN (OLD."state" <> 'cancelled') EXECUTE FUNCTION note_remote_draft();
