import type { Channel } from "../alerts/channel.ts";
import type { LineReader } from "../listening/import-read.ts";
import type { MonitorCache } from "../listening/monitors.ts";
import type { AuthorIds, Source, SourceMode } from "../listening/source.ts";
import type { Transformer } from "../listening/transformer.ts";
import type { Platform } from "../platform/platform.ts";
import type { Verifier } from "../profiles/network.ts";
import type { Oauth, OauthClient } from "../profiles/oauth.ts";
import type { Publishers } from "../publishing/publish.ts";
import type { ReportDrawer } from "../reports/drawer.ts";
import type { EventHub } from "./event-hub.ts";

/** A party as the API shows it: what it can do, and what its forms ask for. */
export interface KnownNetwork {
  id: string;
  name: string;
  /** Null: must be given with each profile or source. */
  baseUrl: string | null;
  verifier: Verifier | null;
  oauth: Oauth | null;
  /** The operator's own client there; null: none is set, or the network registers one by itself. */
  oauthClient: OauthClient | null;
  sources: Partial<Record<SourceMode, Source>>;
  /** Null: the network calls its authors by one name. */
  authorIds: AuthorIds | null;
}

/** What the routes need of the rest of the program. */
export type ApiNeeds = Platform & {
  networks: ReadonlyMap<string, KnownNetwork>;
  publishers: Publishers;
  channels: ReadonlyMap<string, Channel>;
  monitors: MonitorCache;
  lineReader: LineReader;
  /** Null: Vigie's own scorer reads everything. */
  transformer: Transformer | null;
  reportDrawer: ReportDrawer;
  events: EventHub;
  lateGraceSeconds: number;
  smtpUrl: string | null;
  publicUrl: string;
  version: string;
  /** Whether strangers may reach this before its owner does: the first owner then shows a code. */
  firstOwnerShowsCode: boolean;
  trustedProxies: readonly string[];
  /** Whether `/` shows the demo workspace. */
  showsDemo: boolean;
};
