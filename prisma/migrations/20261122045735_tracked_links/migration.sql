-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "track_links" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "tracked_link" (
    "code" TEXT NOT NULL,
    "workspace_id" UUID NOT NULL,
    "publication_id" UUID NOT NULL,
    "campaign_id" UUID,
    "target" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tracked_link_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "link_clicks" (
    "code" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "clicks" INTEGER NOT NULL,

    CONSTRAINT "link_clicks_pkey" PRIMARY KEY ("code","day")
);

-- CreateIndex
CREATE INDEX "tracked_link_workspace_id_idx" ON "tracked_link"("workspace_id");

-- CreateIndex
CREATE INDEX "tracked_link_campaign_id_idx" ON "tracked_link"("campaign_id");

-- CreateIndex
CREATE INDEX "tracked_link_publication_id_idx" ON "tracked_link"("publication_id");

-- AddForeignKey
ALTER TABLE "tracked_link" ADD CONSTRAINT "tracked_link_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tracked_link" ADD CONSTRAINT "tracked_link_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_clicks" ADD CONSTRAINT "link_clicks_code_fkey" FOREIGN KEY ("code") REFERENCES "tracked_link"("code") ON DELETE CASCADE ON UPDATE CASCADE;
