import { chance } from "./figures.ts";

const openings = [
  "Franchement déçu par",
  "Very happy with",
  "Quelqu'un connaît",
  "Le service client de",
  "I will never buy again from",
  "Merci à toute l'équipe de",
  "Encore une panne chez",
  "Good morning to everybody at",
];
const endings = [
  "le colis est arrivé cassé et personne ne répond 😡",
  "the new release works really well, great job!",
  "on attend toujours le remboursement promis la semaine dernière",
  "their shop opens on Monday, see you there",
  "une vraie réussite, je recommande à tous mes amis ❤️",
  "what a shame, the app crashes every time I open it",
  "qui vient à la conférence de jeudi prochain à Lyon ?",
];
const networks = ["mastodon", "bluesky", "x", "rss"];

/** A history of `count` mentions as JSON Lines, in pieces; the same one in every run. */
export function* historyOf(count: number, brands: number): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  const random = chance(7);
  let lines: string[] = [];
  for (let number = 0; number < count; number += 1) {
    lines.push(JSON.stringify(mention(number, brands, random)));
    if (lines.length === 500) {
      yield encoder.encode(`${lines.join("\n")}\n`);
      lines = [];
    }
  }
  if (lines.length > 0) yield encoder.encode(`${lines.join("\n")}\n`);
}

/** Nine in ten name a brand, some two. Over ninety days. */
function mention(number: number, brands: number, random: () => number): object {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)];
  const brand = random() < 0.9 ? `marque${Math.floor(random() * brands)}` : "personne";
  const other = random() < 0.1 ? ` comme #marque${Math.floor(random() * brands)}` : "";
  const at = Date.UTC(2026, 0, 1) + Math.floor(random() * 90 * 86_400) * 1000;
  return {
    network: pick(networks),
    remoteId: `bench-${number}`,
    url: `https://exemple.fr/${number}`,
    text: `${pick(openings)} ${brand}${other} : ${pick(endings)} (${number})`,
    publishedAt: new Date(at).toISOString(),
    author: { handle: `auteur${Math.floor(random() * 5000)}`, followers: Math.floor(random() * 10_000) },
    engagement: { likes: Math.floor(random() * 50), shares: Math.floor(random() * 9), replies: 0 },
  };
}
