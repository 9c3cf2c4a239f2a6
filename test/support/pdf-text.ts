import { inflateSync } from "node:zlib";

/** What stands on the pages of a PDF made by pdfkit: each piece of text that was drawn at once, page by page. */
export function pdfText(pdf: Buffer): string[][] {
  const source = pdf.toString("latin1");
  const objects = new Map(
    [...source.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = "", body = ""]) => [
      id,
      body,
    ]),
  );
  const streamOf = (id: string): string => {
    const body = objects.get(id) ?? "";
    const start = body.indexOf("stream\n") + 7;
    const bytes = Buffer.from(body.slice(start, body.lastIndexOf("\nendstream")), "latin1");
    return (body.includes("/FlateDecode") ? inflateSync(bytes) : bytes).toString("latin1");
  };
  const fonts = new Map<string, Map<string, string>>();
  for (const [, name = "", id = ""] of source.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? "")?.[1];
    if (unicode) fonts.set(name, glyphsOf(streamOf(unicode)));
  }
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\n/.test(body));
  return pages.map((page) => piecesOf(streamOf(/\/Contents (\d+) 0 R/.exec(page)?.[1] ?? ""), fonts));
}

/** The characters that each glyph stands for. https://www.adobe.com/devnet/font/pdfs/5014.CIDFont_Spec.pdf */
function glyphsOf(map: string): Map<string, string> {
  const glyphs = new Map<string, string>();
  for (const [, first = "0", list = ""] of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi))
    [...list.matchAll(/<([0-9a-f ]*)>/gi)].forEach(([, units = ""], index) => {
      const text = Buffer.from(units.replaceAll(" ", ""), "hex").swap16().toString("utf16le");
      glyphs.set((Number.parseInt(first, 16) + index).toString(16).padStart(4, "0"), text);
    });
  return glyphs;
}

function piecesOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string[] {
  return [...content.matchAll(/BT\n([\s\S]*?)\nET/g)].map(([, block = ""]) => {
    const glyphs = fonts.get(/\/(F\d+) /.exec(block)?.[1] ?? "");
    const hex = [...block.matchAll(/<([0-9a-f]+)>/gi)].map(([, codes]) => codes).join("");
    return (hex.match(/.{4}/g) ?? []).map((code) => glyphs?.get(code.toLowerCase()) ?? "�").join("");
  });
}
