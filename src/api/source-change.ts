import { randomUUID } from "node:crypto";
import { z } from "zod";
import { invalid, NotFound } from "../errors.ts";
import type { Prisma, Profile, Source as SourceRow } from "../generated/prisma/client.ts";
import { type Source, type SourceMode, sourceModes } from "../listening/source.ts";
import { restoredSettings } from "../listening/source-secrets.ts";
import { message } from "../messages.ts";
import { requireProfile } from "../profiles/store.ts";
import type { ApiNeeds, KnownNetwork } from "./needs.ts";
import { refusePrivateAddress } from "./private-address.ts";
import { Id, oneLine } from "./schemas.ts";
import { baseUrlFor, networkNamed } from "./settings.ts";
import {
  checkCredentials,
  checkSettings,
  originsOf,
  refuseForeignServers,
  requireCredentials,
  sourceOf,
} from "./source-input.ts";
import { lookAtAddress } from "./source-look.ts";

const Settings = z.looseObject({
  baseUrl: z.url({ protocol: /^https?$/, error: "an http or https address is wanted" }).optional(),
});
const Credentials = z.record(z.string(), z.unknown());
const Interval = z
  .int()
  .min(5)
  .max(7 * 24 * 3600);

/** Body of POST /sources. */
export const NewSource = z.strictObject({
  network: z.string(),
  mode: z.enum(sourceModes),
  name: oneLine(200).optional(),
  settings: Settings.default({}),
  credentials: Credentials.optional(),
  /** A connected profile of the same network, with whose credentials the source is read. */
  profile: Id.optional(),
  intervalSeconds: Interval.optional(),
  /** Where the address of a feed leads to a web page: take the first feed found on it. */
  discover: z.boolean().default(false),
});
/** Body of PATCH /sources/:id: what is absent is left alone. */
export const SourceChange = z
  .strictObject({
    name: oneLine(200),
    settings: Settings,
    credentials: Credentials,
    intervalSeconds: Interval,
    paused: z.boolean(),
    discover: z.boolean(),
  })
  .partial();

/** How soon a stream that broke is opened again, and each further time later: it is not asked otherwise. */
const streamIntervalSeconds = 5;

/** The row of a new source. It is asked at once. @throws Invalid */
export async function readNewSource(
  ctx: ApiNeeds,
  workspaceId: string,
  body: z.infer<typeof NewSource>,
): Promise<Prisma.SourceUncheckedCreateInput> {
  const network = networkNamed(ctx, body.network, "/network");
  const source = sourceOf(network, body.mode);
  const { baseUrl: givenUrl, ...given } = body.settings;
  const { credentials, discover } = body;
  await checkSettings(ctx, network, source, given);
  const profile =
    body.profile === undefined ? null : await profileFor(ctx, workspaceId, network, body.profile);
  if (profile && credentials) throw eitherOr();
  if (profile) refuseForeignServers(source, profile, given);
  requireCredentials(network, body.mode, source, { credentials, profile });
  if (credentials) checkCredentials(network, credentials);
  const baseUrl = await readBaseUrl(ctx, network, body.mode, givenUrl, profile);
  const settings = await lookAtAddress(ctx, source, { settings: given, credentials, baseUrl, discover });
  const id = randomUUID();
  const now = ctx.clock();
  return {
    id,
    workspaceId,
    network: network.id,
    mode: body.mode,
    name: body.name ?? nameFor(network, body.mode, baseUrl, settings),
    settings: settings as Prisma.InputJsonObject,
    baseUrl,
    credentials: credentials ? ctx.secrets.seal(JSON.stringify(credentials), id) : null,
    profileId: profile?.id ?? null,
    intervalSeconds: body.intervalSeconds ?? usualInterval(source),
    dueAt: now,
    createdAt: now,
  };
}

/** What a change writes. Changed or resumed, a source is asked at once. @throws Invalid */
export async function readSourceChange(
  ctx: ApiNeeds,
  source: SourceRow,
  body: z.infer<typeof SourceChange>,
): Promise<Prisma.SourceUncheckedUpdateInput> {
  const { name, intervalSeconds, credentials, paused } = body;
  const network = networkNamed(ctx, source.network, "/network");
  if (credentials) checkCredentials(network, credentials);
  const place = body.settings
    ? await readPlace(ctx, network, source, body.settings, credentials ? null : source.profileId)
    : null;
  if (place && !credentials) refuseToCarryCredentials(source, place);
  const { discover = false } = body;
  const adapter = sourceOf(network, source.mode as SourceMode);
  const settings = place && (await lookAtAddress(ctx, adapter, { ...place, credentials, discover }));
  return {
    ...(name === undefined ? {} : { name }),
    ...(intervalSeconds === undefined ? {} : { intervalSeconds }),
    ...(credentials
      ? { credentials: ctx.secrets.seal(JSON.stringify(credentials), source.id), profileId: null }
      : {}),
    ...(place
      ? {
          settings: (settings ?? place.settings) as Prisma.InputJsonObject,
          baseUrl: place.baseUrl,
          movedTo: null,
        }
      : {}),
    ...anew(ctx, source, paused, Boolean(place || credentials || intervalSeconds !== undefined)),
  };
}

/** How a source goes on after a change: at once and with a clean slate, or not until it is resumed. */
function anew(
  ctx: Pick<ApiNeeds, "clock">,
  source: SourceRow,
  paused: boolean | undefined,
  changed: boolean,
): Prisma.SourceUncheckedUpdateInput {
  // Whoever reads it just now loses the lease: what it found by the old settings is not stored.
  const released = { leaseOwner: null, leaseUntil: null, rungAt: null };
  if (paused === true) return { ...released, state: "paused", dueAt: null };
  if (paused === undefined && (!changed || source.state === "paused")) return changed ? released : {};
  return {
    ...released,
    state: "active",
    dueAt: ctx.clock(),
    failureCount: 0,
    emptyCount: 0,
    lastError: null,
    lastErrorAt: null,
  };
}

interface Place {
  baseUrl: string;
  settings: Record<string, unknown>;
}

async function readPlace(
  ctx: ApiNeeds,
  network: KnownNetwork,
  row: SourceRow,
  { baseUrl: givenUrl, ...given }: z.infer<typeof Settings>,
  profileId: string | null,
): Promise<Place> {
  const mode = row.mode as SourceMode;
  const source = sourceOf(network, mode);
  const settings = restoredSettings(given, settingsOf(row));
  await checkSettings(ctx, network, source, settings);
  const profile = profileId ? await ctx.db.profile.findUnique({ where: { id: profileId } }) : null;
  if (profile) refuseForeignServers(source, profile, settings);
  if (givenUrl === undefined) return { baseUrl: row.baseUrl, settings };
  return { baseUrl: await readBaseUrl(ctx, network, mode, givenUrl, profile), settings };
}

/** Credentials go nowhere but where their owner meant them to. @throws Invalid */
function refuseToCarryCredentials(source: SourceRow, place: Place): void {
  if (!source.credentials) return;
  const before = originsOf(source.baseUrl, settingsOf(source));
  const fresh = [...originsOf(place.baseUrl, place.settings)].find((origin) => !before.has(origin));
  if (fresh === undefined) return;
  throw invalid(
    "/credentials",
    message(
      "credentials_for_new_address",
      `${fresh} is another server: give the credentials for it`,
      `${fresh} est un autre serveur\u202f: donnez les identifiants pour lui`,
    ),
  );
}

/** @throws Invalid */
async function readBaseUrl(
  ctx: ApiNeeds,
  network: KnownNetwork,
  mode: SourceMode,
  given: string | undefined,
  profile: Profile | null,
): Promise<string> {
  // A feed's address is a setting of its own.
  if (mode === "feed" && given === undefined) return network.baseUrl ?? "";
  const baseUrl = baseUrlFor(network, given ?? profile?.baseUrl);
  if (profile && baseUrl !== profile.baseUrl)
    throw invalid(
      "/settings/baseUrl",
      message(
        "not_the_profiles_server",
        `${baseUrl} is not the server of the profile, which is ${profile.baseUrl}`,
        `${baseUrl} n’est pas le serveur du profil, qui est ${profile.baseUrl}`,
      ),
    );
  await refusePrivateAddress(ctx.http, baseUrl, "/settings/baseUrl");
  return baseUrl;
}

/** @throws Invalid */
async function profileFor(
  ctx: ApiNeeds,
  workspaceId: string,
  network: KnownNetwork,
  id: string,
): Promise<Profile> {
  const profile = await requireProfile(ctx, workspaceId, id).catch((error: unknown) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
  if (profile?.network === network.id) return profile;
  throw invalid(
    "/profile",
    profile
      ? message(
          "profile_of_other_network",
          `"${id}" is a profile on ${profile.network}; one on ${network.id} is wanted`,
          `«\u202f${id}\u202f» est un profil sur ${profile.network}\u202f; il en faut un sur ${network.id}`,
        )
      : message(
          "unknown_profile",
          `there is no profile "${id}" here`,
          `il n’y a pas ici de profil «\u202f${id}\u202f»`,
        ),
  );
}

function eitherOr() {
  return invalid(
    "/credentials",
    message(
      "profile_or_credentials",
      "give credentials or a profile, not both",
      "donnez des identifiants ou un profil, pas les deux",
    ),
  );
}

function nameFor(
  network: KnownNetwork,
  mode: SourceMode,
  baseUrl: string,
  settings: Readonly<Record<string, unknown>>,
): string {
  const [origin] = originsOf("", settings);
  const server = origin ?? (network.baseUrl === null ? baseUrl : "");
  const host = URL.canParse(server) ? new URL(server).host : "";
  return mode === "feed" && host !== "" ? host : [network.name, mode, host].filter(Boolean).join(" ");
}

function usualInterval(source: Source): number {
  return source.kind === "polled" ? source.defaultIntervalSeconds : streamIntervalSeconds;
}

/** The connector's own settings, without `baseUrl`. */
export function settingsOf(source: SourceRow): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(source.settings);
}
