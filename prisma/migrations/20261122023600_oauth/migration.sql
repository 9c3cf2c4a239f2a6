-- AlterTable
ALTER TABLE "profile" ADD COLUMN     "token_ends_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "oauth_app" (
    "id" UUID NOT NULL,
    "network" TEXT NOT NULL,
    "base_url" TEXT NOT NULL,
    "redirect_uri" TEXT NOT NULL,
    "client" TEXT NOT NULL,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "oauth_app_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "oauth_try" (
    "state_hash" TEXT NOT NULL,
    "workspace_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "network" TEXT NOT NULL,
    "base_url" TEXT NOT NULL,
    "profile_id" UUID,
    "secrets" TEXT NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "oauth_try_pkey" PRIMARY KEY ("state_hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "oauth_app_network_base_url_redirect_uri_key" ON "oauth_app"("network", "base_url", "redirect_uri");

-- CreateIndex
CREATE INDEX "oauth_try_workspace_id_idx" ON "oauth_try"("workspace_id");

-- CreateIndex
CREATE INDEX "oauth_try_session_id_idx" ON "oauth_try"("session_id");

-- CreateIndex
CREATE INDEX "oauth_try_ends_at_idx" ON "oauth_try"("ends_at");

-- CreateIndex
CREATE INDEX "profile_token_ends_at_idx" ON "profile"("token_ends_at");

-- AddForeignKey
ALTER TABLE "oauth_try" ADD CONSTRAINT "oauth_try_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "oauth_try" ADD CONSTRAINT "oauth_try_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;
