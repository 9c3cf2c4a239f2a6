import type { Channel } from "../alerts/channel.ts";
import type { Source, SourceMode } from "../listening/source.ts";
import type { Verifier } from "../profiles/network.ts";
import type { Publisher } from "../publishing/publisher.ts";

/** Everything Vigie can do with one outside party. A capability that is absent is one the party does not have. */
export interface Connector {
  /** As it stands in the database and the API: lower case, never changed. */
  id: string;
  name: string;
  /** Where the party is reached when neither the profile nor the environment says otherwise; `null`: must be given. */
  defaultBaseUrl: string | null;
  verifier?: Verifier;
  publisher?: Publisher;
  sources?: Partial<Record<SourceMode, Source>>;
  channel?: Channel;
}
