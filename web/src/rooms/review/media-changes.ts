/** An image as a version of a post has it. */
export interface ShownImage {
  id: string;
  altText: string | null;
}

/** What became of one image between two versions. */
export type ImageChange =
  | { kind: "added" | "removed"; image: ShownImage }
  | { kind: "described"; image: ShownImage; before: string };

/** Image by image, those that went first; empty where only their order is another. */
export function imageChanges(before: readonly ShownImage[], after: readonly ShownImage[]): ImageChange[] {
  const was = new Map(before.map((image) => [image.id, image]));
  const is = new Set(after.map(({ id }) => id));
  return [
    ...before.filter(({ id }) => !is.has(id)).map((image) => ({ kind: "removed" as const, image })),
    ...after.flatMap((image): ImageChange[] => {
      const earlier = was.get(image.id);
      if (!earlier) return [{ kind: "added", image }];
      if (earlier.altText === image.altText) return [];
      return [{ kind: "described", image, before: earlier.altText ?? "" }];
    }),
  ];
}

/** What the API sends of images, as images; what is none is left out. */
export function imagesIn(value: unknown): ShownImage[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown): ShownImage[] => {
    if (typeof item !== "object" || item === null) return [];
    const { id, altText } = item as Record<string, unknown>;
    return typeof id === "string" ? [{ id, altText: typeof altText === "string" ? altText : null }] : [];
  });
}
