import { z } from "zod";
import type { Oauth } from "../../profiles/oauth.ts";
import { unstoredVault } from "../../profiles/vault.ts";
import { ask } from "./client.ts";
import { wordsFor } from "./outcome.ts";
import type { MastodonCredentials } from "./schema.ts";

const App = z.object({ client_id: z.string().min(1), client_secret: z.string().min(1) });

/** What publishing, reading back and listening call; nothing of follows, filters or direct messages. */
const scopes = [
  "read:accounts",
  "read:statuses",
  "read:notifications",
  "read:search",
  "write:statuses",
  "write:media",
];

/** Tokens of Mastodon do not end, so there is nothing to renew. https://docs.joinmastodon.org/methods/oauth/ */
export const oauth: Oauth<MastodonCredentials> = {
  scopes,
  secretIn: "body",
  endpoints: (baseUrl) => ({
    authorization: `${baseUrl}/oauth/authorize`,
    token: `${baseUrl}/oauth/token`,
  }),
  /** Every server registers by itself whoever asks: https://docs.joinmastodon.org/methods/apps/#create */
  async register({ http, baseUrl, redirectUri }, signal) {
    const { vault } = unstoredVault<MastodonCredentials | null>(null);
    const body = new URLSearchParams({
      client_name: "Vigie",
      redirect_uris: redirectUri,
      scopes: scopes.join(" "),
    });
    const call = { method: "POST", path: "/api/v1/apps", body } as const;
    const answer = await ask({ http, baseUrl, vault }, App, call, signal);
    if (answer.kind === "ok")
      return {
        kind: "registered",
        client: { id: answer.value.client_id, secret: answer.value.client_secret },
      };
    const isNo = answer.kind === "unreadable" || (answer.kind === "refused" && answer.status < 500);
    return { kind: isNo ? "refused" : "unreachable", detail: wordsFor(answer) };
  },
  credentialsFrom: ({ accessToken }, { id, secret }) => ({
    accessToken,
    clientId: id,
    ...(secret === null ? {} : { clientSecret: secret }),
  }),
};
