-- AlterTable
ALTER TABLE "alert" ADD COLUMN     "false_alarm" BOOLEAN NOT NULL DEFAULT false;
