import { z } from "zod";
import { invalid } from "../errors.ts";
import { type Source, type SourceMode, sourceModes } from "../listening/source.ts";
import { addressesIn, hidden, withoutSecrets } from "../listening/source-secrets.ts";
import { message } from "../messages.ts";
import type { ApiNeeds, KnownNetwork } from "./needs.ts";
import { refusePrivateAddress } from "./private-address.ts";

/** @throws Invalid naming the modes that the network has */
export function sourceOf(network: KnownNetwork, mode: SourceMode): Source {
  const source = network.sources[mode];
  if (source) return source;
  const modes = sourceModes.filter((name) => network.sources[name]).join(", ");
  throw invalid(
    "/mode",
    modes === ""
      ? message(
          "no_sources_there",
          `Vigie cannot listen to ${network.name}`,
          `Vigie ne peut pas écouter ${network.name}`,
        )
      : message(
          "unknown_mode",
          `${network.name} has no "${mode}"; it has ${modes}`,
          `${network.name} n’a pas de «\u202f${mode}\u202f»\u202f; il a ${modes}`,
        ),
  );
}

/**
 * Checks a source's own settings (without `baseUrl`) by the connector's schema, and that none leads into a private
 * network.
 * @returns them as they were written: defaults stay the connector's to say
 * @throws Invalid
 */
export async function checkSettings(
  ctx: Pick<ApiNeeds, "http">,
  network: KnownNetwork,
  source: Source,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const schema = source.settings instanceof z.ZodObject ? source.settings.strict() : source.settings;
  const parsed = schema.safeParse(settings);
  const issue = parsed.error?.issues[0];
  if (issue) throw badSetting(network, source, settings, issue);
  refuseOddCharacters(settings);
  for (const [name, url] of addressesIn(settings)) {
    if (url.includes(`=${hidden}`)) throw hiddenGiven(`/settings/${name}`);
    await refusePrivateAddress(ctx.http, url, `/settings/${name}`);
  }
}

/** @throws Invalid where they are not what the network asks for */
export function checkCredentials(
  network: KnownNetwork,
  credentials: Readonly<Record<string, unknown>>,
): void {
  const parsed = network.verifier?.credentials.safeParse(credentials);
  const issue = parsed?.error?.issues[0];
  if (!issue) return;
  throw invalid(
    ["/credentials", ...issue.path].join("/"),
    message(
      "wrong_credentials_shape",
      `${network.name} wants other credentials: ${issue.message}`,
      `${network.name} demande d’autres identifiants\u202f: ${issue.message}`,
    ),
  );
}

/** @throws Invalid where the source cannot do without credentials and has none */
export function requireCredentials(
  network: KnownNetwork,
  mode: SourceMode,
  source: Source,
  given: { credentials?: unknown; profile?: unknown },
): void {
  if (!source.needsCredentials || given.credentials || given.profile) return;
  throw invalid(
    "/credentials",
    message(
      "credentials_missing",
      `${network.name} answers "${mode}" only with credentials: give some, or name a profile`,
      `${network.name} ne répond à «\u202f${mode}\u202f» qu’avec des identifiants\u202f: donnez-en, ou nommez un profil`,
    ),
  );
}

/**
 * A profile's credentials go to its own server and what is under it (`streaming.example.org`), not wherever a setting
 * leads. @throws Invalid
 */
export function refuseForeignServers(
  source: Source,
  profile: { baseUrl: string },
  settings: Readonly<Record<string, unknown>>,
): void {
  if (!source.needsCredentials) return;
  const own = new URL(profile.baseUrl).hostname;
  for (const [name, url] of addressesIn(settings)) {
    const { hostname } = new URL(url);
    if (hostname === own || hostname.endsWith(`.${own}`)) continue;
    throw invalid(
      `/settings/${name}`,
      message(
        "not_the_profiles_server",
        `${hostname} is not the server of the profile, which is ${own}: give credentials in place of the profile`,
        `${hostname} n’est pas le serveur du profil, qui est ${own}\u202f: donnez des identifiants à la place du profil`,
      ),
    );
  }
}

/** Where credentials would be sent. */
export function originsOf(baseUrl: string, settings: Readonly<Record<string, unknown>>): Set<string> {
  return new Set([...addressesIn({ ...settings, baseUrl })].map(([, url]) => new URL(url).origin));
}

function badSetting(
  network: KnownNetwork,
  source: Source,
  settings: Readonly<Record<string, unknown>>,
  issue: z.core.$ZodIssue,
) {
  if (issue.code === "unrecognized_keys") {
    const known = source.settings instanceof z.ZodObject ? Object.keys(source.settings.shape) : [];
    const names = issue.keys.map((key) => `"${key}"`).join(", ");
    const list = ["baseUrl", ...known].join(", ");
    return invalid(
      "/settings",
      message(
        "unknown_field",
        `unknown setting ${names}; ${network.name} knows ${list}`,
        `réglage inconnu ${names}\u202f; ${network.name} connaît ${list}`,
      ),
    );
  }
  const name = issue.path.join("/");
  const given = issue.path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    settings,
  );
  const pointer = name === "" ? "/settings" : `/settings/${name}`;
  if (given === undefined)
    return invalid(
      pointer,
      message(
        "setting_missing",
        `${network.name} needs the setting "${name}" (${issue.message})`,
        `${network.name} a besoin du réglage «\u202f${name}\u202f» (${issue.message})`,
      ),
    );
  return invalid(
    pointer,
    message(
      "bad_setting",
      `${shown(given)} was given; ${issue.message}`,
      `${shown(given)} a été donné, ce n’est pas ce qu’il faut (${issue.message})`,
    ),
  );
}

/** What was given, short enough to be repeated, and without what it hides. */
function shown(value: unknown): string {
  const text = JSON.stringify(typeof value === "string" ? withoutSecrets(value) : value) ?? String(value);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

/** PostgreSQL's JSON takes no NUL and no half of a surrogate pair; no setting means one. */
function refuseOddCharacters(settings: Readonly<Record<string, unknown>>): void {
  JSON.stringify(settings, (name, value: unknown) => {
    if (typeof value === "string" && /[\0\p{Surrogate}]/u.test(value))
      throw invalid(
        `/settings/${name}`,
        message(
          "odd_characters",
          "the text holds characters that no text has (NUL, or half of a pair)",
          "le texte contient des caractères qu’aucun texte ne contient (NUL ou moitié de paire)",
        ),
      );
    return value;
  });
}

function hiddenGiven(pointer: string) {
  return invalid(
    pointer,
    message(
      "hidden_value_given",
      `"${hidden}" stands for a secret that is not shown; write the whole address again`,
      `«\u202f${hidden}\u202f» remplace un secret qui n’est pas montré\u202f; écrivez de nouveau toute l’adresse`,
    ),
  );
}
