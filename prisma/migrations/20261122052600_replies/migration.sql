-- AlterTable
ALTER TABLE "post" ADD COLUMN     "reply_to_at" TIMESTAMPTZ(3),
ADD COLUMN     "reply_to_id" UUID;

-- CreateIndex
CREATE INDEX "post_reply_to_id_idx" ON "post"("reply_to_id");

-- CreateIndex
CREATE INDEX "post_workspace_id_reply_to_at_idx" ON "post"("workspace_id", "reply_to_at");

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_reply_to_id_fkey" FOREIGN KEY ("reply_to_id") REFERENCES "mention"("id") ON DELETE SET NULL ON UPDATE CASCADE;
