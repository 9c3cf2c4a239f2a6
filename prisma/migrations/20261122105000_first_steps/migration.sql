-- AlterTable
ALTER TABLE "membership" ADD COLUMN     "first_steps" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- Whoever is at work already is no newcomer.
UPDATE "membership" SET "first_steps" = ARRAY['post', 'monitor', 'rest'];
