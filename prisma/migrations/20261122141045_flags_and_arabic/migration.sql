-- Flags are one word each, and letters and digits of Arabic fold to one form: what holds them is filed anew.
UPDATE "mention" SET "search" = NULL
WHERE "search" IS NOT NULL
  AND "text" ~ '[\U0001F1E6-\U0001F1FF\u0649\u0629\u06CC\u06A9\u0671\u0660-\u0669\u06F0-\u06F9\uFB50-\uFBFF\uFE70-\uFEFC]';
