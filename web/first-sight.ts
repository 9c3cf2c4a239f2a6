/** How the bundle is cut and announced so that a first visit sees its room soon. For the build alone. */
import path from "node:path";
import type { Plugin } from "vite";

const source = (name: string) => path.join(import.meta.dirname, "src", name);
/** What every room stands in: read first, and whole. */
const frame = [source("main.tsx"), source("frame/Frame.tsx")];
const firstRoom = source("rooms/calendar/Calendar.tsx");
/** Where each module belongs that is read before the first room is seen; filled when the first one is asked for. */
const firstParts = new Map<string, "frame" | "controls">();

interface Modules {
  getModuleInfo(id: string): { importedIds: string[] } | null;
}

/**
 * Some seventy small files of a first visit would wait for each other; two do not. The room itself stays apart, and
 * what it shares with other rooms is one file for all of them.
 */
export function firstPartOf(id: string, modules: Modules): string | null {
  if (firstParts.size === 0) {
    const inFrame = reached(frame, modules);
    for (const one of inFrame) firstParts.set(one, "frame");
    const ownFolder = path.dirname(firstRoom) + path.sep;
    for (const one of reached([firstRoom], modules))
      if (!inFrame.has(one) && !one.startsWith(ownFolder)) firstParts.set(one, "controls");
  }
  return firstParts.get(id) ?? null;
}

/** The modules that these import, and theirs, and they themselves. */
function reached(from: readonly string[], modules: Modules): Set<string> {
  const all = new Set(from);
  for (const id of all) for (const next of modules.getModuleInfo(id)?.importedIds ?? []) all.add(next);
  return all;
}

/**
 * Has the browser compile whole what a first visit runs while it is read, beside the page's own thread, instead of each
 * function on that thread at its first call. https://v8.dev/blog/explicit-compile-hints
 */
export function compiledAhead(): Plugin {
  return {
    name: "compiled-ahead",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        for (const file of Object.values(bundle))
          if (file.type === "chunk" && (file.isEntry || isOfFirstSight(file)))
            file.code = `//# allFunctionsCalledOnLoad\n${file.code}`;
      },
    },
  };
}

const isOfFirstSight = (chunk: { name: string; facadeModuleId: string | null }): boolean =>
  [...firstParts.values()].some((part) => part === chunk.name) ||
  Object.values(earlyModules).some((module) => chunk.facadeModuleId === source(module));

/** What the first sight needs after the page's own script: its name in `before-paint.js`, its module. */
const earlyModules = {
  "words-en": "messages/en/all.ts",
  "words-fr": "messages/fr/all.ts",
  room: "rooms/calendar/Calendar.tsx",
};

/**
 * Tells `before-paint.js` the names of what the first sight needs after the page's own script, so that it is fetched
 * beside that script and not after it; and the browser that of the letters, since another font's widths would wrap
 * lines that then move what is below them.
 */
export function earlyNames(): Plugin {
  return {
    name: "early-names",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        const files = Object.values(bundle ?? {});
        const attributes = Object.entries(earlyModules).map(([name, module]) => {
          const file = files.find((one) => one.type === "chunk" && one.facadeModuleId === source(module));
          if (!file) throw new Error(`the bundle has no ${module}`);
          return ` data-${name}="/${file.fileName}"`;
        });
        const letters = files.find(({ fileName }) =>
          /\/inter-latin-wght-normal-[^/]*\.woff2$/.test(fileName),
        );
        if (!letters) throw new Error("the bundle has no letters");
        return {
          html: html.replace('src="/before-paint.js"', (script) => script + attributes.join("")),
          tags: [
            {
              tag: "link",
              injectTo: "head-prepend" as const,
              attrs: {
                rel: "preload",
                as: "font",
                type: "font/woff2",
                crossorigin: "",
                href: `/${letters.fileName}`,
              },
            },
          ],
        };
      },
    },
  };
}
