import { Invalid } from "../errors.ts";
import type { Source } from "../listening/source.ts";
import { withoutSecrets } from "../listening/source-secrets.ts";
import { message } from "../messages.ts";
import type { ApiNeeds } from "./needs.ts";

/** Somebody waits for the answer. */
const timeoutSeconds = 15;

/**
 * The settings of a source whose address leads where it should. Where it leads to a web page, the first feed found on it
 * takes its place when `discover` is set; else the feeds found are named. An address that does not answer is kept: it
 * may be up later, and the source says what is wrong with it meanwhile.
 * @throws Invalid
 */
export async function lookAtAddress(
  ctx: Pick<ApiNeeds, "http">,
  source: Source,
  given: { settings: Record<string, unknown>; credentials: unknown; baseUrl: string; discover: boolean },
): Promise<Record<string, unknown>> {
  if (source.kind !== "polled" || !source.look) return given.settings;
  const { settings, credentials = null, baseUrl } = given;
  const vault = { read: async () => credentials, renew: async () => credentials };
  const parsed = source.settings.parse(settings);
  const signal = AbortSignal.timeout(timeoutSeconds * 1000);
  const looked = await source.look({ access: { http: ctx.http, baseUrl, vault }, settings: parsed }, signal);
  if (looked.kind === "fine") return settings;
  const [first] = looked.found;
  if (first !== undefined && given.discover) return { ...settings, url: first };
  throw new Invalid([{ pointer: "/settings/url", ...refusal(looked.detail, looked.found) }]);
}

function refusal(detail: string, found: readonly string[]) {
  if (found.length === 0)
    return {
      message: message(
        "not_a_feed",
        `no feed was found there or beside it: ${detail}`,
        `aucun flux trouvé à cette adresse ni à côté\u202f: ${detail}`,
      ),
    };
  const list = found.map(withoutSecrets).join(", ");
  return {
    suggestions: found,
    message: message(
      "page_not_feed",
      `This address answers with a web page, not a feed. We found on it: ${list}. Use one of these, or send "discover": true to take the first`,
      `Cette adresse répond par une page web, pas par un flux. Nous y avons trouvé\u202f: ${list}. Prenez-en un, ou envoyez «\u202fdiscover\u202f»: true pour prendre le premier`,
    ),
  };
}
