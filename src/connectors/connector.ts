import type { Channel } from "../alerts/channel.ts";
import type { AuthorIds, Source, SourceMode } from "../listening/source.ts";
import type { Verifier } from "../profiles/network.ts";
import type { Oauth } from "../profiles/oauth.ts";
import type { Publisher } from "../publishing/publisher.ts";

/** Everything Vigie can do with one outside party. A capability that is absent is one the party does not have. */
export interface Connector {
  /** As it stands in the database and the API: lower case, never changed. */
  id: string;
  name: string;
  /** Where the party is reached when neither the profile nor the environment says otherwise; `null`: must be given. */
  defaultBaseUrl: string | null;
  verifier?: Verifier;
  /** Where people sign in on the network's own pages. */
  oauth?: Oauth;
  publisher?: Publisher;
  sources?: Partial<Record<SourceMode, Source>>;
  authorIds?: AuthorIds;
  channel?: Channel;
}
