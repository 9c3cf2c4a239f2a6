export const composer = {
  "composer.empty": "Choose at least one profile. No profile yet? Connect one.",
  "composer.edit": "Post",
} as const;
