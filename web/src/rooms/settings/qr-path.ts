import { encode } from "uqr";

/** A text as a QR code: the side in modules, its quiet zone included, and one path of 1 by 1 squares for the dark ones. */
export interface QrPath {
  side: number;
  path: string;
}

/** Four modules of quiet all around, as ISO/IEC 18004 asks, so that cameras find the corners. */
const quietModules = 4;

/** Runs of dark modules of a row are one rectangle: a tenth of the path, and no hairlines between squares. */
export function qrPath(text: string): QrPath {
  const { size, data } = encode(text, { ecc: "M", border: quietModules });
  const path = data.map((row, y) => rowPath(row, y)).join("");
  return { side: size, path };
}

function rowPath(row: readonly boolean[], y: number): string {
  let path = "";
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    const from = x;
    while (row[x + 1]) x += 1;
    path += `M${from} ${y}h${x - from + 1}v1H${from}z`;
  }
  return path;
}
