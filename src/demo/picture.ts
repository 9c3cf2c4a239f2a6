import { crc32, deflateSync } from "node:zlib";

const width = 640;
const height = 400;

type Colour = readonly [red: number, green: number, blue: number];
const night: Colour = [22, 32, 44];
const dusk: Colour = [11, 98, 102];
const moon: Colour = [244, 209, 120];
const cup: Colour = [246, 248, 249];

/** A crescent moon over a cup, as a PNG: the demo's picture, drawn and not borrowed. */
export function moonOverCup(): Uint8Array {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rows.set(colourAt(x, y), y * (width * 3 + 1) + 1 + x * 3);
  return png(rows);
}

function colourAt(x: number, y: number): Colour {
  const within = (centreX: number, centreY: number, radius: number) =>
    (x - centreX) ** 2 + (y - centreY) ** 2 <= radius ** 2;
  if (within(320, 110, 70) && !within(350, 95, 62)) return moon;
  const isBowl = y >= 250 && within(320, 250, 90);
  const isHandle = y >= 250 && within(412, 282, 34) && !within(412, 282, 20);
  const isSaucer = Math.abs(x - 320) <= 150 && y >= 344 && y <= 354;
  if (isBowl || isHandle || isSaucer) return cup;
  const part = y / height;
  return night.map((value, index) =>
    Math.round(value + ((dusk[index] ?? 0) - value) * part),
  ) as unknown as Colour;
}

/** 8 bits of red, green and blue, each row behind the byte 0 (unfiltered). https://www.w3.org/TR/png-3/ */
function png(rows: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
