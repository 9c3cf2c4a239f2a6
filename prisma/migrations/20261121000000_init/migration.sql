-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "role" AS ENUM ('owner', 'admin', 'editor', 'approver', 'analyst');

-- CreateEnum
CREATE TYPE "profile_state" AS ENUM ('connected', 'reconnect');

-- CreateEnum
CREATE TYPE "post_status" AS ENUM ('draft', 'scheduled');

-- CreateEnum
CREATE TYPE "publication_state" AS ENUM ('draft', 'scheduled', 'publishing', 'published', 'failed', 'unconfirmed', 'cancelled', 'missed', 'held');

-- CreateEnum
CREATE TYPE "attempt_kind" AS ENUM ('publish', 'read_back');

-- CreateEnum
CREATE TYPE "attempt_outcome" AS ENUM ('published', 'rejected', 'retry', 'unconfirmed', 'lost');

-- CreateEnum
CREATE TYPE "source_state" AS ENUM ('active', 'paused', 'failing', 'refused');

-- CreateEnum
CREATE TYPE "monitor_kind" AS ENUM ('brand', 'competitor', 'person', 'theme');

-- CreateEnum
CREATE TYPE "sentiment_label" AS ENUM ('negative', 'neutral', 'positive');

-- CreateEnum
CREATE TYPE "sensitivity" AS ENUM ('low', 'medium', 'high');

-- CreateEnum
CREATE TYPE "alert_state" AS ENUM ('firing', 'acknowledged', 'resolved');

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('waiting', 'delivering', 'delivered', 'failed');

-- CreateTable
CREATE TABLE "workspace" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Paris',
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotent_reply" (
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "status" INTEGER,
    "body" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotent_reply_pkey" PRIMARY KEY ("workspace_id","key")
);

-- CreateTable
CREATE TABLE "event" (
    "id" BIGSERIAL NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker_beat" (
    "instance" TEXT NOT NULL,
    "worker" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "worker_beat_pkey" PRIMARY KEY ("instance")
);

-- CreateTable
CREATE TABLE "secret_key_check" (
    "key_id" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,

    CONSTRAINT "secret_key_check_pkey" PRIMARY KEY ("key_id")
);

-- CreateTable
CREATE TABLE "profile" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "network" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "remote_id" TEXT NOT NULL,
    "base_url" TEXT NOT NULL,
    "credentials" TEXT NOT NULL,
    "limits" JSONB,
    "state" "profile_state" NOT NULL DEFAULT 'connected',
    "state_detail" TEXT,
    "paused_until" TIMESTAMPTZ(3),
    "verified_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "profile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "circuit_breaker" (
    "network" TEXT NOT NULL,
    "base_url" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "open_until" TIMESTAMPTZ(3),

    CONSTRAINT "circuit_breaker_pkey" PRIMARY KEY ("network","base_url")
);

-- CreateTable
CREATE TABLE "media" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "sha256" TEXT NOT NULL,
    "alt_text" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "media_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "media_content" (
    "media_id" UUID NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "media_content_pkey" PRIMARY KEY ("media_id")
);

-- CreateTable
CREATE TABLE "post" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "status" "post_status" NOT NULL,
    "text" TEXT NOT NULL,
    "thread" TEXT[],
    "first_comment" TEXT,
    "options" JSONB NOT NULL DEFAULT '{}',
    "language" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "post_media" (
    "id" UUID NOT NULL,
    "post_id" UUID NOT NULL,
    "profile_id" UUID,
    "media_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "post_media_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "post_variant" (
    "post_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "text" TEXT,
    "options" JSONB,
    "has_media" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "post_variant_pkey" PRIMARY KEY ("post_id","profile_id")
);

-- CreateTable
CREATE TABLE "publication" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "post_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "network" TEXT NOT NULL,
    "state" "publication_state" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "scheduled_at" TIMESTAMPTZ(3),
    "local_time" TEXT,
    "time_zone" TEXT,
    "due_at" TIMESTAMPTZ(3),
    "rung_at" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "try_count" INTEGER NOT NULL DEFAULT 0,
    "read_back_count" INTEGER NOT NULL DEFAULT 0,
    "first_attempt_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "remote_id" TEXT,
    "remote_url" TEXT,
    "error_code" TEXT,
    "error_detail" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "id" UUID NOT NULL,
    "publication_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" "attempt_kind" NOT NULL,
    "worker" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "outcome" "attempt_outcome",
    "detail" TEXT,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "step" (
    "publication_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "done_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "step_pkey" PRIMARY KEY ("publication_id","name")
);

-- CreateTable
CREATE TABLE "source" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "network" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "base_url" TEXT NOT NULL,
    "credentials" TEXT,
    "profile_id" UUID,
    "interval_seconds" INTEGER NOT NULL,
    "state" "source_state" NOT NULL DEFAULT 'active',
    "cursor" JSONB,
    "due_at" TIMESTAMPTZ(3),
    "rung_at" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "last_polled_at" TIMESTAMPTZ(3),
    "last_found_at" TIMESTAMPTZ(3),
    "failure_count" INTEGER NOT NULL DEFAULT 0,
    "empty_count" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "last_error_at" TIMESTAMPTZ(3),
    "moved_to" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rejected_item" (
    "id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "remote_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rejected_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "monitor" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "monitor_kind" NOT NULL,
    "query" TEXT NOT NULL,
    "all_sources" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "monitor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "monitor_source" (
    "monitor_id" UUID NOT NULL,
    "source_id" UUID NOT NULL,

    CONSTRAINT "monitor_source_pkey" PRIMARY KEY ("monitor_id","source_id")
);

-- CreateTable
CREATE TABLE "mention" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "network" TEXT NOT NULL,
    "remote_id" TEXT NOT NULL,
    "url" TEXT,
    "text" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "label" "sentiment_label",
    "score" REAL,
    "words" JSONB NOT NULL DEFAULT '[]',
    "author_handle" TEXT,
    "author_name" TEXT,
    "author_followers" INTEGER,
    "likes" INTEGER NOT NULL DEFAULT 0,
    "shares" INTEGER NOT NULL DEFAULT 0,
    "replies" INTEGER NOT NULL DEFAULT 0,
    "story" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "collected_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mention_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mention_monitor" (
    "monitor_id" UUID NOT NULL,
    "mention_id" UUID NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "network" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "label" "sentiment_label",
    "author" TEXT,

    CONSTRAINT "mention_monitor_pkey" PRIMARY KEY ("monitor_id","mention_id")
);

-- CreateTable
CREATE TABLE "rollup" (
    "monitor_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "network" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "workspace_id" UUID NOT NULL,
    "mentions" INTEGER NOT NULL,
    "reach" BIGINT NOT NULL,
    "engagement" BIGINT NOT NULL,

    CONSTRAINT "rollup_pkey" PRIMARY KEY ("monitor_id","hour","network","language","label")
);

-- CreateTable
CREATE TABLE "alert_rule" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "monitor_id" UUID NOT NULL,
    "sensitivity" "sensitivity" NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "look_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_rule_channel" (
    "rule_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,

    CONSTRAINT "alert_rule_channel_pkey" PRIMARY KEY ("rule_id","channel_id")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "rule_id" UUID NOT NULL,
    "monitor_id" UUID NOT NULL,
    "state" "alert_state" NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" TEXT,
    "resolved_at" TIMESTAMPTZ(3),
    "snoozed_until" TIMESTAMPTZ(3),
    "evidence" JSONB NOT NULL,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "settings" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_delivery_at" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "alert_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "event" TEXT NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'waiting',
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "rung_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "last_detail" TEXT,
    "delivered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_workspace_id_idx" ON "api_key"("workspace_id");

-- CreateIndex
CREATE INDEX "idempotent_reply_created_at_idx" ON "idempotent_reply"("created_at");

-- CreateIndex
CREATE INDEX "event_workspace_id_id_idx" ON "event"("workspace_id", "id");

-- CreateIndex
CREATE INDEX "event_at_idx" ON "event"("at");

-- CreateIndex
CREATE INDEX "profile_workspace_id_created_at_idx" ON "profile"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "media_workspace_id_created_at_idx" ON "media"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "post_workspace_id_created_at_idx" ON "post"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "post_media_post_id_position_idx" ON "post_media"("post_id", "position");

-- CreateIndex
CREATE INDEX "post_media_media_id_idx" ON "post_media"("media_id");

-- CreateIndex
CREATE INDEX "publication_workspace_id_created_at_idx" ON "publication"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "publication_workspace_id_scheduled_at_idx" ON "publication"("workspace_id", "scheduled_at");

-- CreateIndex
CREATE INDEX "publication_profile_id_scheduled_at_idx" ON "publication"("profile_id", "scheduled_at");

-- CreateIndex
CREATE INDEX "publication_state_due_at_idx" ON "publication"("state", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "publication_post_id_profile_id_key" ON "publication"("post_id", "profile_id");

-- CreateIndex
CREATE UNIQUE INDEX "attempt_publication_id_number_key" ON "attempt"("publication_id", "number");

-- CreateIndex
CREATE INDEX "source_workspace_id_created_at_idx" ON "source"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "source_state_due_at_idx" ON "source"("state", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "rejected_item_source_id_remote_id_key" ON "rejected_item"("source_id", "remote_id");

-- CreateIndex
CREATE INDEX "monitor_workspace_id_created_at_idx" ON "monitor"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "monitor_source_source_id_idx" ON "monitor_source"("source_id");

-- CreateIndex
CREATE INDEX "mention_workspace_id_published_at_id_idx" ON "mention"("workspace_id", "published_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "mention_workspace_id_network_remote_id_key" ON "mention"("workspace_id", "network", "remote_id");

-- CreateIndex
CREATE INDEX "mention_monitor_monitor_id_published_at_mention_id_idx" ON "mention_monitor"("monitor_id", "published_at" DESC, "mention_id" DESC);

-- CreateIndex
CREATE INDEX "mention_monitor_mention_id_idx" ON "mention_monitor"("mention_id");

-- CreateIndex
CREATE INDEX "rollup_workspace_id_hour_idx" ON "rollup"("workspace_id", "hour");

-- CreateIndex
CREATE INDEX "alert_rule_workspace_id_created_at_idx" ON "alert_rule"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "alert_rule_monitor_id_idx" ON "alert_rule"("monitor_id");

-- CreateIndex
CREATE INDEX "alert_rule_channel_channel_id_idx" ON "alert_rule_channel"("channel_id");

-- CreateIndex
CREATE INDEX "alert_workspace_id_opened_at_idx" ON "alert"("workspace_id", "opened_at");

-- CreateIndex
CREATE INDEX "channel_workspace_id_created_at_idx" ON "channel"("workspace_id", "created_at");

-- CreateIndex
CREATE INDEX "delivery_state_due_at_idx" ON "delivery"("state", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_alert_id_channel_id_event_key" ON "delivery"("alert_id", "channel_id", "event");

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile" ADD CONSTRAINT "profile_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "media" ADD CONSTRAINT "media_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "media_content" ADD CONSTRAINT "media_content_media_id_fkey" FOREIGN KEY ("media_id") REFERENCES "media"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post_media" ADD CONSTRAINT "post_media_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post_media" ADD CONSTRAINT "post_media_media_id_fkey" FOREIGN KEY ("media_id") REFERENCES "media"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post_variant" ADD CONSTRAINT "post_variant_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post_variant" ADD CONSTRAINT "post_variant_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "post"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profile"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publication"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step" ADD CONSTRAINT "step_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publication"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source" ADD CONSTRAINT "source_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source" ADD CONSTRAINT "source_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "profile"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rejected_item" ADD CONSTRAINT "rejected_item_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "monitor" ADD CONSTRAINT "monitor_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "monitor_source" ADD CONSTRAINT "monitor_source_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "monitor_source" ADD CONSTRAINT "monitor_source_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mention" ADD CONSTRAINT "mention_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mention_monitor" ADD CONSTRAINT "mention_monitor_mention_id_fkey" FOREIGN KEY ("mention_id") REFERENCES "mention"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_rule" ADD CONSTRAINT "alert_rule_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_rule" ADD CONSTRAINT "alert_rule_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_rule_channel" ADD CONSTRAINT "alert_rule_channel_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "alert_rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_rule_channel" ADD CONSTRAINT "alert_rule_channel_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "alert_rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_monitor_id_fkey" FOREIGN KEY ("monitor_id") REFERENCES "monitor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel" ADD CONSTRAINT "channel_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say.

-- One open alert per rule: a second insert does nothing.
CREATE UNIQUE INDEX "alert_open_key" ON "alert" ("rule_id") WHERE "state" <> 'resolved';

-- What the scheduler looks for, every second, among any number of publications that are long done.
CREATE INDEX "publication_due_idx" ON "publication" ("due_at") WHERE "due_at" IS NOT NULL;
CREATE INDEX "publication_lease_idx" ON "publication" ("lease_until") WHERE "lease_until" IS NOT NULL;

-- Tells whoever listens that there is an event, with its id; what it says is read from the table.
CREATE FUNCTION "tell_event"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('vigie_event', NEW."id"::text);
  RETURN NULL;
END $$;
CREATE TRIGGER "event_told" AFTER INSERT ON "event" FOR EACH ROW EXECUTE FUNCTION "tell_event"();
