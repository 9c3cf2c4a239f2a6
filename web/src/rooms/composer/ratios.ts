/**
 * Shapes in which networks show an image beside a text without cutting it, or the nearest they allow.
 * Square and 4:5: Instagram, Facebook, LinkedIn. 16:9: X, Mastodon and blogs. 1.91:1: cards of links.
 */
export const ratios = [
  { name: "1:1", aspect: 1, networks: "Instagram, LinkedIn, Bluesky" },
  { name: "4:5", aspect: 4 / 5, networks: "Instagram, Facebook" },
  { name: "16:9", aspect: 16 / 9, networks: "X, Mastodon, WordPress" },
  { name: "1.91:1", aspect: 1.91, networks: "LinkedIn, Facebook" },
] as const;

/** A cut in hundredths of the picture as whole pixels inside it, at least one wide and high. */
export function cutOf(
  crop: { x: number; y: number; width: number; height: number },
  width: number,
  height: number,
): { x: number; y: number; width: number; height: number } {
  const within = (share: number, size: number, most: number) =>
    Math.min(most, Math.max(0, Math.round((share / 100) * size)));
  const x = within(crop.x, width, width - 1);
  const y = within(crop.y, height, height - 1);
  return {
    x,
    y,
    width: Math.max(1, within(crop.width, width, width - x)),
    height: Math.max(1, within(crop.height, height, height - y)),
  };
}
