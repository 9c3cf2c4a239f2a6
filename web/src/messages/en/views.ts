export const views = {
  "views.title": "Views",
  "views.keep": "Save this view…",
  "views.name": "Name of the view",
  "views.nameHint": "It keeps the filters shown, for you alone.",
  "views.replaces": "A view of this name is there; it will be replaced.",
  "views.kept": "The view “{name}” is saved.",
  "views.remove": "Remove “{name}”",
  "views.removed": "The view “{name}” is removed.",
  "views.none": "No view yet: choose filters, then save them under a name.",
} as const;
