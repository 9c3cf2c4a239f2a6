import type { Looked } from "../../listening/source.ts";
import type { Access } from "../../profiles/network.ts";
import { decodeFeed } from "./decode.ts";
import { feedsNamedBy, readDocument } from "./document.ts";
import { isFeedAnswer } from "./reply.ts";
import { authorization, FeedCredentials, feedTypesWanted } from "./schema.ts";

/** Where sites keep a feed that their pages do not name. */
const usualPlaces = ["/feed", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/feed.json"];
/** Somebody waits for the answer. */
const timeoutSeconds = 5;
const mostTried = 8;
const mostFound = 5;

/**
 * What is at an address that somebody gave for a feed. Where it is a web page, the feeds that it names are looked for,
 * else those in the usual places of its site; each is read once, under the same guard and limits as all else.
 */
export async function lookAt(
  access: Access<FeedCredentials | null>,
  url: string,
  signal: AbortSignal,
): Promise<Looked> {
  const there = await read(access, url, signal);
  if (there.kind !== "other") return { kind: "fine" };
  const named = feedsNamedBy(there.text, there.url);
  const feeds = await feedsAmong(access, named, signal);
  const found =
    feeds.length > 0
      ? feeds
      : await feedsAmong(
          access,
          usualPlaces.map((place) => new URL(place, there.url).href),
          signal,
        );
  return { kind: "other", detail: there.detail, found };
}

async function feedsAmong(
  access: Access<FeedCredentials | null>,
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const tried = [...new Set(addresses)].slice(0, mostTried);
  const read = await Promise.all(tried.map((address) => isFeed(access, address, signal)));
  return tried.filter((_, index) => read[index]).slice(0, mostFound);
}

async function isFeed(
  access: Access<FeedCredentials | null>,
  url: string,
  signal: AbortSignal,
): Promise<boolean> {
  return (await read(access, url, signal)).kind === "feed";
}

type Read =
  | { kind: "feed" }
  | { kind: "other"; detail: string; text: string; url: string }
  | { kind: "unknown" };

async function read(access: Access<FeedCredentials | null>, url: string, signal: AbortSignal): Promise<Read> {
  const credentials = FeedCredentials.nullable().safeParse(await access.vault.read()).data ?? null;
  const headers = { accept: `${feedTypesWanted}, text/html;q=0.7`, ...authorization(credentials) };
  const reply = await access.http.send({ method: "GET", url, headers, redirects: 5, timeoutSeconds }, signal);
  if (!isFeedAnswer(reply)) return { kind: "unknown" };
  const text = decodeFeed(reply.body, reply.headers["content-type"]);
  const document = readDocument(text, reply.url);
  if (document.kind === "other") return { kind: "other", detail: document.detail, text, url: reply.url };
  return { kind: document.kind === "feed" ? "feed" : "unknown" };
}
