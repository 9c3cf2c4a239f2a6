import type { Http, HttpReply } from "../../platform/http.ts";
import { movedTo, type WordPressFailure } from "./failure.ts";
import { Index, Refusal } from "./schema.ts";

/** Where a site's API begins. A path follows `prefix` directly, a query may follow that. */
export interface RestRoot {
  kind: "root";
  prefix: string;
}

type Site = { http: Http; baseUrl: string };

/** One discovery for each access, which is to say for each publication or poll. */
const known = new WeakMap<Site, RestRoot>();

/**
 * Finds the API of a site: at `/wp-json/`; else where the site's `Link` header says; else, where a site has no
 * pretty permalinks, at `?rest_route=`.
 * https://developer.wordpress.org/rest-api/using-the-rest-api/discovery/
 */
export async function rootOf(
  site: Site,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<RestRoot | WordPressFailure> {
  const kept = known.get(site);
  if (kept) return kept;
  const found = await discover(site, headers, signal);
  if (found.kind === "root") known.set(site, found);
  return found;
}

async function discover(
  site: Site,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<RestRoot | WordPressFailure> {
  const usual = `${site.baseUrl}/wp-json/`;
  const first = await probe(site.http, usual, headers, signal);
  if (first.kind !== "elsewhere") return first;
  const front = await site.http.send({ method: "GET", url: `${site.baseUrl}/`, headers }, signal);
  const linked = front.kind === "answer" ? linkedRoot(site.baseUrl, front.headers.link) : null;
  for (const prefix of [linked, `${site.baseUrl}/?rest_route=/`]) {
    if (prefix === null || prefix === usual) continue;
    const next = await probe(site.http, prefix, headers, signal);
    if (next.kind !== "elsewhere") return next;
  }
  return { kind: "absent", detail: `no WordPress API at ${usual}: ${first.detail}` };
}

type Probe = RestRoot | WordPressFailure | { kind: "elsewhere"; detail: string };

async function probe(
  http: Http,
  prefix: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Probe> {
  const reply = await http.send(
    { method: "GET", url: prefix, headers, query: { _fields: "namespaces" } },
    signal,
  );
  if (reply.kind === "not-sent" || reply.kind === "no-answer") return reply;
  if (reply.kind === "too-large") return { kind: "elsewhere", detail: reply.detail };
  if (isRoot(reply)) return { kind: "root", prefix };
  if (reply.status >= 500 || reply.status === 429)
    return {
      kind: "not-wordpress",
      status: reply.status,
      afterSeconds: null,
      detail: `HTTP ${reply.status}`,
    };
  const target = otherOrigin(prefix, reply.headers.location);
  if (reply.status >= 300 && reply.status < 400 && target) return movedTo(target, reply.status);
  return { kind: "elsewhere", detail: `HTTP ${reply.status} without a WordPress answer` };
}

/** Where a redirect leads, when that is another origin; credentials are not taken there. */
function otherOrigin(from: string, location: string | undefined): string | null {
  if (location === undefined || !URL.canParse(location, from)) return null;
  const target = new URL(location, from);
  return target.origin === new URL(from).origin ? null : target.href;
}

function isRoot(reply: HttpReply & { kind: "answer" }): boolean {
  let body: unknown;
  try {
    body = JSON.parse(reply.body.toString("utf8"));
  } catch {
    return false;
  }
  const index = Index.safeParse(body);
  if (index.success) return index.data.namespaces.includes("wp/v2");
  // A site may close its API to strangers; it then says so in the API's own shape.
  const refusal = Refusal.safeParse(body);
  return refusal.success && [401, 403].includes(reply.status);
}

/**
 * The root named in `Link: <https://host/wp-json/>; rel="https://api.w.org/"`, on the origin we were told to speak
 * to: the credentials are for that one, and behind a proxy the site may not know its own address.
 */
function linkedRoot(baseUrl: string, header: string | undefined): string | null {
  const link = (header ?? "").split(/,(?=\s*<)/).find((part) => part.includes("https://api.w.org/"));
  const address = /<([^>]+)>/.exec(link ?? "")?.[1];
  if (address === undefined || !URL.canParse(address, baseUrl)) return null;
  const { pathname, search } = new URL(address, baseUrl);
  const root = new URL(baseUrl).origin + pathname + search;
  return root.endsWith("/") ? root : `${root}/`;
}
