import { imageSize } from "image-size";

/** What an uploaded file turned out to be, from its bytes; what the sender claims is not believed. */
export type ImageFacts = { contentType: string; width: number; height: number };

const contentTypes: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
};

/** Null when the bytes are not a PNG, JPEG, GIF or WebP image. Turned JPEGs give the size as shown. */
export function readImage(bytes: Uint8Array): ImageFacts | null {
  try {
    const { type, width, height, orientation } = imageSize(bytes);
    const contentType = contentTypes[type ?? ""];
    if (!contentType || !width || !height) return null;
    const turned = orientation !== undefined && orientation >= 5;
    return { contentType, width: turned ? height : width, height: turned ? width : height };
  } catch {
    return null; // the library throws on bytes that are no image
  }
}
