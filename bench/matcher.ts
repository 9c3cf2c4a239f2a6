/**
 * How many texts a second one core matches against 100 and 10,000 monitors, and what the second costs more.
 *
 *   npx esbuild bench/matcher.ts --bundle --platform=node --format=esm --log-level=error | node --input-type=module
 */
import { compileMatcher, type Matcher, type MatchInput } from "../src/listening/matcher.ts";
import { parseQuery } from "../src/listening/query.ts";

const textCount = 50_000;
const rounds = 5;

/** A number in [0, 1) at every call, the same ones in every run (Park and Miller, 1988). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const random = chance(42);
const below = (limit: number) => Math.floor(random() * limit);
const syllables = "ba ce di fo gu la mé ni po ru sa té vi zo eau ier ment ion ais our".split(" ");
const makeWord = (length: number) =>
  Array.from({ length }, () => syllables[below(syllables.length)]).join("");
/** Words of the texts, the first far more frequent than the last, as in a language. */
const language = Array.from({ length: 20_000 }, (_, rank) => makeWord(rank < 100 ? 1 : 2 + below(3)));
const frequentWord = () => language[Math.floor(language.length ** random()) - 1] ?? "le";
/** No word of the texts starts like a brand, or each would be found everywhere. */
const brandStart = () => ["x", "w", "kr", "y"][below(4)];
const brands = Array.from(
  { length: 10_000 },
  (_, number) => `${brandStart()}${makeWord(2)}${number.toString(36)}`,
);
const topics = "panne bug arnaque service client livraison remboursement boycott grève prix".split(" ");
const topic = () => topics[below(topics.length)] ?? "panne";

/** Queries as agencies write them: a brand with its spellings, its trouble words, and what to leave out. */
function queryFor(brand: string): string {
  const shapes = [
    brand,
    `${brand} OR #${brand} OR @${brand}`,
    `"${brand} ${topic()}" OR "${topic()} ${brand}"`,
    `(${brand} OR "${brand} france") (${topic()} OR ${topic()} OR ${topic()}) -concours lang:fr`,
    `${brand}* -from:${brand}`,
    `${brand} NEAR/5 (${topic()} OR ${topic()})`,
    `="${brand}" OR url:${brand.normalize("NFD").replace(/[^a-z0-9]/g, "")}.example`,
    `${brand} ${language[200 + below(2000)]} NOT (rt OR pub)`,
  ];
  return shapes[below(shapes.length)] ?? brand;
}

function makeText(): MatchInput {
  const words = Array.from({ length: 12 + below(35) }, frequentWord);
  if (random() < 0.3) words[below(words.length)] = `#${topic()}`;
  if (random() < 0.3) words[below(words.length)] = topic();
  if (random() < 0.2) words[below(words.length)] = brands[below(brands.length)] ?? "";
  if (random() < 0.3) words.push(`https://exemple.fr/${makeWord(3)}`);
  return {
    text: `${words.join(" ")} 🔥`,
    language: "fr",
    network: "mastodon",
    authorHandle: "someone",
    url: null,
  };
}

const monitors = brands.map((brand, number) => {
  const parsed = parseQuery(queryFor(brand));
  if (parsed.kind === "fault") throw new Error(parsed.message.en);
  return { id: `monitor-${number}`, query: parsed.query };
});
const texts = Array.from({ length: textCount }, makeText);

/** Texts per second of processor time, the best of some rounds: the machine may be busy with something else. */
function rate(matcher: Matcher): { perSecond: number; found: number } {
  const rates: number[] = [];
  let found = 0;
  for (let round = 0; round < rounds; round += 1) {
    found = 0;
    const start = process.cpuUsage();
    for (const text of texts) found += matcher.match(text).length;
    const { user, system } = process.cpuUsage(start);
    rates.push(texts.length / ((user + system) / 1e6));
  }
  return { perSecond: Math.max(...rates), found };
}

const characters = texts.reduce((sum, { text }) => sum + text.length, 0) / texts.length;
const report = (line: string) => process.stdout.write(`${line}\n`);
report(`${textCount} texts of ${characters.toFixed(0)} characters on average`);
const measured = [100, 10_000].map((count) => {
  const start = performance.now();
  const matcher = compileMatcher(monitors.slice(0, count));
  const compileMilliseconds = performance.now() - start;
  const { perSecond, found } = rate(matcher);
  report(
    `${count} monitors: ${perSecond.toFixed(0)} texts/s, ${found} matches, compiled in ${compileMilliseconds.toFixed(0)} ms`,
  );
  return perSecond;
});
report(
  `a text costs ${((measured[0] ?? 0) / (measured[1] ?? 1)).toFixed(2)} times as much with the most monitors`,
);
