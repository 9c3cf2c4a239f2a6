import type { Oauth } from "../../profiles/oauth.ts";
import { renewToken } from "./client.ts";
import type { XCredentials } from "./schema.ts";

const apiOrigin = "https://api.x.com";

/**
 * OAuth 2.0 of X. The client is the operator's own; its access tokens last two hours and are renewed by a refresh
 * token that works once. https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
 */
export const oauth: Oauth<XCredentials> = {
  scopes: ["tweet.read", "tweet.write", "users.read", "media.write", "offline.access"],
  secretIn: "header",
  endpoints: (baseUrl) => ({
    // People sign in on another host than programs.
    authorization: `${baseUrl === apiOrigin ? "https://x.com" : baseUrl}/i/oauth2/authorize`,
    token: `${baseUrl}/2/oauth2/token`,
  }),
  credentialsFrom: ({ accessToken, refreshToken }, { id, secret }) => ({
    accessToken,
    ...(refreshToken === null ? {} : { refreshToken }),
    clientId: id,
    ...(secret === null ? {} : { clientSecret: secret }),
  }),
  async renew(access, signal) {
    const renewed = await renewToken(access, await access.vault.read(), signal);
    switch (renewed.kind) {
      case "answer":
        return { kind: "renewed", expiresInSeconds: renewed.data.expiresInSeconds };
      case "credentials":
        return { kind: "refused", detail: renewed.detail };
      case "refused":
      case "not-sent":
      case "no-answer":
        return { kind: "unreachable", detail: renewed.detail };
    }
  },
};
