import { Temporal } from "temporal-polyfill";
import { brand, competitor } from "./brand.ts";
import { handleOf, pastSeconds, type Said } from "./chatter.ts";
import {
  articles,
  badDay,
  dayParts,
  type Language,
  type Mood,
  moments,
  slots,
  voices,
} from "./past-words.ts";

/** A past mention as `POST /mentions/import` takes it. */
export interface PastMention {
  network: string;
  remoteId: string;
  text: string;
  publishedAt: string;
  language: Language;
  url: string;
  author: { handle: string; name: string; followers: number };
  engagement: { likes: number; shares: number; replies: number };
}

const pastDays = 30;
/** Monday first: a café lives from its Saturdays. */
const perWeekday = [32, 33, 34, 34, 36, 43, 38] as const;
/** How a day is spread over its hours: breakfast, lunch, the end of work. */
const perHour = [1, 0, 0, 0, 0, 1, 3, 8, 11, 10, 7, 6, 9, 9, 6, 5, 6, 8, 9, 7, 5, 4, 3, 2] as const;
/** Two weeks ago: an article brings more talk, and the day after the till stands still. */
const talkOfTheTown = { daysAgo: 15, times: 1.5 } as const;
const stillTill = { daysAgo: 14, mentions: 26, fromHour: 9, hours: 5 } as const;

const brands = [
  { name: "Tournelune", share: 1, moods: { good: 0.49, plain: 0.39 } },
  { name: competitor.shortName, share: 0.2, moods: { good: 0.33, plain: 0.42 } },
] as const;

/**
 * A month of what was said of the demo's brand and of its competitor, oldest first: the same every time but for its
 * dates. Of the last hours before `now` the brand's own is left out: the sandbox has it.
 * @param timeZone whose days and hours people live by
 */
export function pastMentions(now: Date, timeZone: string): PastMention[] {
  const chance = chanceFrom(20_240_611);
  const compose = composer(chance);
  const people = peopleBy(chance);
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const said: { at: number; mention: Omit<PastMention, "publishedAt" | "remoteId"> }[] = [];
  const instant = (daysAgo: number, hour: number): number =>
    today.subtract({ days: daysAgo }).toZonedDateTime({ timeZone, plainTime: { hour } }).epochMilliseconds +
    Math.floor(chance() * 3_600_000);
  const say = (daysAgo: number, hour: number, write: (language: Language) => string): void => {
    const author = people();
    const text = write(author.language);
    said.push({ at: instant(daysAgo, hour), mention: spoken(author, text, chance) });
  };
  for (let daysAgo = pastDays; daysAgo >= 0; daysAgo -= 1) {
    const usual = perWeekday[today.subtract({ days: daysAgo }).dayOfWeek - 1] ?? 0;
    for (const { name, share, moods } of brands) {
      const more = daysAgo === talkOfTheTown.daysAgo && share === 1 ? talkOfTheTown.times : 1;
      for (let count = Math.round(usual * share * more * (0.95 + chance() * 0.12)); count > 0; count -= 1) {
        const hour = weighted(perHour, chance);
        const mood = moodOf(moods, chance());
        say(daysAgo, hour, (language) => compose(language, mood, name, hour));
      }
    }
    if (daysAgo === stillTill.daysAgo)
      for (let count = 0; count < stillTill.mentions; count += 1) {
        const hour = stillTill.fromHour + Math.floor(chance() * stillTill.hours);
        say(daysAgo, hour, (language) => compose(language, "tillStandsStill", "Tournelune", hour));
      }
  }
  for (const [index, [language, site, title, text]] of articles.entries()) {
    const daysAgo = pastDays - 1 - Math.floor((index * (pastDays - 2)) / articles.length);
    const written = `${title}\n\n${text}`.replaceAll("{B}", brand.name);
    said.push({ at: instant(daysAgo, 7), mention: printed(language, site, title, written) });
  }
  const ofSandbox = now.getTime() - pastSeconds * 1000;
  return said
    .filter(({ at, mention }) => at < (mention.text.includes("Tournelune") ? ofSandbox : now.getTime()))
    .sort((a, b) => a.at - b.at)
    .map(({ at, mention }, index) => ({
      ...mention,
      remoteId: `past-${index + 1}`,
      publishedAt: new Date(at).toISOString(),
    }));
}

const comingEverySeconds = 150;
const comingCount = 24;

/**
 * What goes on being said of the brand for an hour once the story is told: a page left open is not dead, and a monitor
 * that somebody makes finds something.
 * @param fromSeconds after the start
 * @param hour of the day at which it starts
 */
export function comingRemarks(fromSeconds: number, hour: number): Said[] {
  const chance = chanceFrom(20_250_704);
  const compose = composer(chance);
  const people = peopleBy(chance);
  const [{ name, moods }] = brands;
  return Array.from({ length: comingCount }, (_, index) => {
    const { name: author, network, language, followers } = people();
    return {
      author,
      language,
      followers,
      // The sandbox's X is no source of the demo.
      network: network === "x" ? "mastodon" : network,
      text: compose(language, moodOf(moods, chance()), name, hour),
      afterSeconds: fromSeconds + (index + 1) * comingEverySeconds,
    };
  });
}

function moodOf({ good, plain }: { good: number; plain: number }, chance: number): Mood {
  if (chance < good) return "good";
  return chance < good + plain ? "plain" : "bad";
}

/** Writes texts: every sentence is used before any comes again. */
function composer(chance: () => number) {
  const decks = new Map<string, () => string>();
  const from = (name: string, cards: readonly string[]): string => {
    const known = decks.get(name) ?? deck(cards, chance);
    decks.set(name, known);
    return known();
  };
  return (language: Language, mood: Mood | "tillStandsStill", brandName: string, hour: number): string => {
    const about =
      mood === "tillStandsStill"
        ? from(`${language} ${mood}`, badDay[language])
        : from(`${language} ${mood}`, voices[language][mood].about);
    const tone = mood === "tillStandsStill" ? "bad" : mood;
    const length = chance();
    // What comes again comes in other company: else it would be taken for a copy of what was said before.
    const moment = () =>
      `${from(`${language} when`, moments[language].when)} ${from(`${language} amid`, moments[language].amid)}`;
    const before = length > 0.12 ? [moment()] : [];
    const after =
      length < 0.12 || length > 0.3 ? [from(`${language} ${tone} on`, voices[language][tone].further)] : [];
    const part = dayParts[language][hour < 11 ? 0 : hour < 14 ? 1 : hour < 18 ? 2 : 3];
    return [...before, about, ...after]
      .map((sentence) =>
        capital(
          sentence
            .replaceAll("{B}", brandName)
            .replaceAll("{when}", part)
            .replace(/\{(\w+)\}/g, (_, slot: string) =>
              from(`${language} ${slot}`, slots[language][slot] ?? []),
            ),
        ),
      )
      .join(" ");
  };
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

interface Person {
  name: string;
  handle: string;
  network: "mastodon" | "bluesky" | "x";
  language: Language;
  followers: number;
}

const givenNames =
  "Aline Bastien Chloé Damien Élise Farid Gaëlle Hugo Inès Jules Katia Loïc Margaux Nolwenn Oscar Pauline Rémi Salomé Tristan Yasmine Alfie Bethan Callum Daisy Erin Freya Gareth Hattie Isla Jamie".split(
    " ",
  );
const bynames = "au marché,du canal,R.,en terrasse,M.,à vélo,lit trop,L.,cuisine,du quai,B.,dessine".split(
  ",",
);

/** Some 200 people, of whom some speak often. */
function peopleBy(chance: () => number): () => Person {
  const all = bynames.flatMap((byname, round) =>
    givenNames.map((given, index): Person => {
      const isFrench = index < 20;
      const name = isFrench ? `${given} ${byname}` : `${given} ${"NTWKEHPSFGOV".charAt(round)}.`;
      const network = (["mastodon", "bluesky", "mastodon", "x", "bluesky"] as const)[(index + round) % 5];
      return {
        name,
        network: network ?? "mastodon",
        handle: handleOf({ author: name, network: network === "bluesky" ? "bluesky" : "mastodon" }),
        language: isFrench ? "fr" : "en",
        followers: Math.round(20 * Math.exp(chance() ** 2 * 6.2)),
      };
    }),
  );
  const order = deck(all, chance);
  const speakers = all.map(order);
  return () => speakers[Math.floor(chance() ** 1.8 * speakers.length)] as Person;
}

/** Where people's texts would stand: hosts that nobody has, as real ones might be somebody's. */
const hosts = { mastodon: "social.example", bluesky: "bluesky.example", x: "x.example" } as const;

function spoken(author: Person, text: string, chance: () => number) {
  const { network, language, name, followers } = author;
  const handle = network === "x" ? author.handle.replace(/@.*/, "").slice(0, 15) : author.handle;
  // More followers, more answers, and now and then a text that travels.
  const heard = Math.sqrt(followers) * chance() ** 3 * 1.5;
  return {
    network,
    language,
    text,
    url: `https://${hosts[network]}/@${handle.replace(/@.*/, "")}/${Math.floor(chance() * 1e9)}`,
    author: { handle, name, followers },
    engagement: {
      likes: Math.round(heard),
      shares: Math.round(heard * 0.25 * chance()),
      replies: Math.round(heard * 0.2 * chance()),
    },
  };
}

function printed(language: Language, site: string, title: string, text: string) {
  const host = handleOf({ author: site, network: "bluesky" });
  const page = handleOf({ author: title, network: "bluesky" });
  return {
    network: "rss",
    language,
    text,
    url: `https://${host}.example/${page}`,
    author: { handle: site, name: site, followers: 0 },
    engagement: { likes: 0, shares: 0, replies: 0 },
  };
}

/** Each card once, in an order of its own, then all anew in another. */
function deck<Card>(cards: readonly Card[], chance: () => number): () => Card {
  let left: Card[] = [];
  return () => {
    if (left.length === 0) left = [...cards];
    const [card] = left.splice(Math.floor(chance() * left.length), 1);
    return card as Card;
  };
}

function weighted(weights: readonly number[], chance: () => number): number {
  let place = chance() * weights.reduce((sum, weight) => sum + weight, 0);
  return weights.findIndex((weight) => {
    place -= weight;
    return place < 0;
  });
}

/** Numbers that look like chance and are the same every time. Mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}
