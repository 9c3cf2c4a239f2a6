-- A mention's words get their places in its text (src/listening/search.ts): each is read anew, in the background.
UPDATE mention SET search = NULL WHERE search IS NOT NULL;
