export const common = {
  "common.loading": "Loading…",
  "common.stillLoading": "Still loading…",
  "common.retry": "Try again",
  "common.loadError": "We could not load {what}. Your work is safe. Try again, or look at Health.",
  "common.copy": "Copy",
  "common.copied": "Copied",
  "common.close": "Close",
  "common.cancel": "Cancel",
  "common.save": "Save",
  "common.undo": "Undo",
  "common.justNow": "just now",
  "common.theApp": "Vigie",
  "common.thisRoom": "this room",
  "common.unreachable":
    "Vigie does not answer. What you typed is still here. Check the connection, then try again.",
  "common.broken":
    "Something broke inside Vigie, and it is in its log. What you typed is still here. Try again.",
} as const;
