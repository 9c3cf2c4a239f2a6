-- AlterTable
ALTER TABLE "source" ADD COLUMN     "month_read_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "read_month" TEXT;
