-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "room" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "search" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_workspace_id_user_id_room_name_key" ON "saved_view"("workspace_id", "user_id", "room", "name");

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_user_id_workspace_id_fkey" FOREIGN KEY ("user_id", "workspace_id") REFERENCES "membership"("user_id", "workspace_id") ON DELETE CASCADE ON UPDATE CASCADE;
