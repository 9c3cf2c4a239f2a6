import { TooMany } from "../errors.ts";
import { type ImageFacts, readImage } from "../media/image.ts";
import { message } from "../messages.ts";
import type { Http } from "../platform/http.ts";
import { limitTo } from "../platform/limit.ts";
import type { Platform } from "../platform/platform.ts";
import { cardOn, factsOf, type LinkCard, type NetworkWithCards, type PageFacts } from "./link-card.ts";

type Needs = Pick<Platform, "http" | "clock">;

/** The pages that posts link to, as networks show them. */
export interface LinkCards {
  /** Null: the page cannot be read, or says nothing of itself. @throws TooMany */
  card(workspaceId: string, url: string, network: NetworkWithCards): Promise<LinkCard | null>;
  /** Null: there is none, or it is no image that we know. @throws TooMany */
  image(
    workspaceId: string,
    url: string,
    network: NetworkWithCards,
  ): Promise<{ bytes: Buffer; facts: ImageFacts } | null>;
}

const keptMilliseconds = 10 * 60_000;
/** A page that could not be read may be there again soon. */
const failureKeptMilliseconds = 30_000;
const mostKept = 500;
/** Of one workspace, pages and pictures together; what is kept is not asked for again. */
const mostPerMinute = 60;
const mostAtOnce = 8;
/** Somebody waits for the answer. */
const timeoutSeconds = 6;
const maxPageBytes = 2 * 1024 * 1024;
const maxImageBytes = 5 * 1024 * 1024;

/**
 * Looks pages up by the one way out of the house, with its guard against private networks. What is found is kept for
 * some minutes in this process, for each workspace by itself: whoever writes asks for the same page with every pause.
 */
export function linkCards(ctx: Needs): LinkCards {
  const kept = new Map<string, { until: number; page: Promise<PageFacts | null> }>();
  const asked = new Map<string, { minute: number; count: number }>();
  const inTurn = limitTo(mostAtOnce);

  function count(workspaceId: string): void {
    const minute = Math.floor(ctx.clock().getTime() / 60_000);
    const before = asked.get(workspaceId);
    const next = before?.minute === minute ? before.count + 1 : 1;
    if (next > mostPerMinute) throw tooMany();
    if (!before && asked.size >= mostKept) asked.clear();
    asked.set(workspaceId, { minute, count: next });
  }

  function page(workspaceId: string, url: string): Promise<PageFacts | null> {
    const now = ctx.clock().getTime();
    const key = `${workspaceId} ${url}`;
    const known = kept.get(key);
    if (known && known.until > now) return known.page;
    count(workspaceId);
    const entry = {
      until: now + keptMilliseconds,
      page: inTurn(() => readPage(ctx.http, url, timeoutSeconds)),
    };
    kept.delete(key);
    kept.set(key, entry);
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
    void entry.page.then(
      (found) => {
        if (!found) entry.until = ctx.clock().getTime() + failureKeptMilliseconds;
      },
      () => kept.delete(key), // whoever asked is told why
    );
    return entry.page;
  }

  async function card(workspaceId: string, url: string, network: NetworkWithCards) {
    const found = await page(workspaceId, url);
    return found && cardOn(network, found);
  }

  return {
    card,
    async image(workspaceId, url, network) {
      const address = (await card(workspaceId, url, network))?.image;
      if (!address) return null;
      count(workspaceId);
      const limits = { timeoutSeconds, maxBytes: maxImageBytes };
      const bytes = await inTurn(() => readPicture(ctx.http, address, limits));
      const facts = bytes && readImage(bytes);
      return facts && { bytes, facts };
    },
  };
}

/** So that counters of visits, ours among them, know that nobody reads it. */
const asPreview = { purpose: "preview" };

/** Null where no page came: unreachable, forbidden, too large, no HTML. Nothing here is our fault, so nothing is logged. */
export async function readPage(
  http: Http,
  url: string,
  timeoutSeconds: number,
  signal?: AbortSignal,
): Promise<PageFacts | null> {
  const headers = { accept: "text/html, application/xhtml+xml", ...asPreview };
  const limits = { timeoutSeconds, maxBytes: maxPageBytes, redirects: 5 };
  const reply = await http.send({ method: "GET", url, headers, ...limits }, signal);
  if (reply.kind !== "answer" || reply.status !== 200) return null;
  const type = reply.headers["content-type"] ?? "";
  if (!/^(?:text\/html|application\/xhtml\+xml)\b/i.test(type)) return null;
  return factsOf(decoded(reply.body, type), reply.url);
}

/** The bytes of a picture; null where none came. Whether it is one, `readImage` says. */
export async function readPicture(
  http: Http,
  url: string,
  limits: { timeoutSeconds: number; maxBytes: number },
  signal?: AbortSignal,
): Promise<Buffer | null> {
  const headers = { accept: "image/png, image/jpeg, image/webp, image/gif", ...asPreview };
  const reply = await http.send({ method: "GET", url, headers, redirects: 3, ...limits }, signal);
  return reply.kind === "answer" && reply.status === 200 ? reply.body : null;
}

/** By the header, else by the page's own word, else UTF-8. https://html.spec.whatwg.org/#determining-the-character-encoding */
function decoded(body: Buffer, contentType: string): string {
  const named =
    /charset\s*=\s*["']?([\w.:+-]+)/i.exec(contentType)?.[1] ??
    /<meta[^>]{0,200}charset\s*=\s*["']?([\w.:+-]+)/i.exec(body.toString("latin1", 0, 2048))?.[1];
  try {
    return new TextDecoder(named ?? "utf-8").decode(body);
  } catch {
    return new TextDecoder().decode(body); // an encoding that nobody knows
  }
}

function tooMany(): TooMany {
  return new TooMany(
    60,
    message(
      "too_many_links",
      `more than ${mostPerMinute} pages were looked at within a minute; try again in a minute`,
      `plus de ${mostPerMinute} pages ont été consultées en une minute\u202f; réessayez dans une minute`,
    ),
  );
}
