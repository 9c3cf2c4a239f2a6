/**
 * Spanish words and expressions, written for Vigie.
 * A line with a number opens a group of that weight; tags after a slash are read by `inflect.ts`.
 */
export const spanish = `
1
bueno
`;
