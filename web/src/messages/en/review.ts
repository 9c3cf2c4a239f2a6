export const review = {
  "review.empty": "All clear: nothing is waiting for you.",
} as const;
