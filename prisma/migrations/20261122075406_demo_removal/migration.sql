-- CreateTable
CREATE TABLE "demo_removal" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "removed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "demo_removal_pkey" PRIMARY KEY ("id")
);
