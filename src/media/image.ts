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

/** What a file that is no image of ours may be, in a word or two of both languages; null where nobody can tell. */
export function whatElse(bytes: Uint8Array): { en: string; fr: string } | null {
  const start = Buffer.from(bytes.subarray(0, 512)).toString("latin1");
  const known = signatures.find(([pattern]) => pattern.test(start));
  return known ? known[1] : null;
}

const signatures: readonly (readonly [RegExp, { en: string; fr: string }])[] = [
  [/^%PDF-/, { en: "a PDF", fr: "un PDF" }],
  [/^.{4}ftyp(?:heic|heix|mif1|avif)/s, { en: "a HEIF or AVIF image", fr: "une image HEIF ou AVIF" }],
  [/^.{4}ftyp|^.E\xdf\xa3/s, { en: "a video", fr: "une vidéo" }],
  [/^PK/, { en: "a ZIP archive or an office document", fr: "une archive ZIP ou un document bureautique" }],
  [/^(?:II\*\0|MM\0\*)/, { en: "a TIFF image", fr: "une image TIFF" }],
  [/^BM/, { en: "a BMP image", fr: "une image BMP" }],
  [/<svg[\s>]/i, { en: "an SVG drawing", fr: "un dessin SVG" }],
  [/^\s*<(?:!doctype html|html)/i, { en: "a web page", fr: "une page web" }],
];
