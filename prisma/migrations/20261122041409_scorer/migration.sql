-- AlterTable
ALTER TABLE "mention" ADD COLUMN     "scorer" TEXT;
