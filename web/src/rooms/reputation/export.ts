/** Offers content as a file. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

const density = 2;
const margin = 24;
const lineHeight = 22;

/**
 * A drawing as PNG at double density, with its title and what it shows above it.
 * @param lines the first is the title
 */
export async function pngOf(drawing: SVGSVGElement, lines: readonly string[]): Promise<Blob> {
  const { width, height } = drawing.getBoundingClientRect();
  const look = getComputedStyle(document.documentElement);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(drawing, width, height))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  const head = margin + lines.length * lineHeight;
  canvas.width = (width + 2 * margin) * density;
  canvas.height = (height + head + margin) * density;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser cannot draw a picture");
  context.scale(density, density);
  context.fillStyle = look.getPropertyValue("--surface");
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = look.getPropertyValue("--text");
  for (const [index, line] of lines.entries()) {
    context.font = `${index === 0 ? 650 : 400} ${index === 0 ? 16 : 13}px Inter, sans-serif`;
    context.fillText(line, margin, margin + index * lineHeight + 8);
  }
  context.drawImage(image, margin, head, width, height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture was made"))), "image/png"),
  );
}

const drawn = [
  "display",
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "font-size",
  "font-family",
  "font-weight",
  "text-anchor",
];

/** A copy that needs no style sheet: a picture of its own cannot reach the page's. */
function standalone(drawing: SVGSVGElement, width: number, height: number): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = drawing.querySelectorAll<SVGElement>("*");
  for (const [index, element] of copy.querySelectorAll<SVGElement>("*").entries()) {
    const original = originals[index];
    if (!original) continue;
    const look = getComputedStyle(original);
    for (const name of drawn) element.setAttribute(name, look.getPropertyValue(name));
    element.removeAttribute("class");
    element.removeAttribute("style");
  }
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  return new XMLSerializer().serializeToString(copy);
}
