-- CreateTable
CREATE TABLE "sentiment_rule" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "words" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "weight" REAL NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sentiment_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "learned_sentiment" (
    "workspace_id" UUID NOT NULL,
    "learned_at" TIMESTAMPTZ(3) NOT NULL,
    "judged" INTEGER NOT NULL,
    "in_use" BOOLEAN NOT NULL,
    "figures" JSONB NOT NULL,
    "words" JSONB NOT NULL,

    CONSTRAINT "learned_sentiment_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateIndex
CREATE INDEX "sentiment_rule_workspace_id_created_at_idx" ON "sentiment_rule"("workspace_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "sentiment_rule_workspace_id_language_words_key" ON "sentiment_rule"("workspace_id", "language", "words");

-- AddForeignKey
ALTER TABLE "sentiment_rule" ADD CONSTRAINT "sentiment_rule_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "learned_sentiment" ADD CONSTRAINT "learned_sentiment_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
