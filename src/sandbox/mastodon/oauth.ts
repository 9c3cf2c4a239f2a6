import type { Route } from "../wire.ts";
import { json, listField, textField } from "../wire.ts";

/** Registering an application and getting a token; everybody who asks is let in at once. https://docs.joinmastodon.org/methods/oauth/ */
export const oauthRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/api/v1/apps",
    handle: ({ fields }) => {
      const asked = listField(fields, "redirect_uris").flatMap((uris) => uris.split(/\s+/));
      const redirectUris = asked.length > 0 ? asked : ["urn:ietf:wg:oauth:2.0:oob"];
      return json(200, {
        id: "1",
        name: textField(fields, "client_name") ?? "",
        website: textField(fields, "website"),
        scopes: (textField(fields, "scopes") ?? "read").split(" "),
        redirect_uri: redirectUris.join("\n"),
        redirect_uris: redirectUris,
        client_id: "sandbox-client",
        client_secret: "sandbox-secret",
        client_secret_expires_at: 0,
        vapid_key: "",
      });
    },
  },
  {
    method: "GET",
    path: "/oauth/authorize",
    handle: ({ query }) => {
      const target = new URL(query.get("redirect_uri") ?? "http://127.0.0.1/");
      target.searchParams.set("code", "sandbox");
      if (query.has("state")) target.searchParams.set("state", query.get("state") ?? "");
      return { status: 302, headers: { location: target.href } };
    },
  },
  {
    method: "POST",
    path: "/oauth/token",
    handle: ({ fields, now }) => {
      const code = textField(fields, "code");
      if (textField(fields, "grant_type") === "authorization_code" && code === null)
        return json(400, {
          error: "invalid_grant",
          error_description: "The provided authorization grant is invalid, expired, revoked.",
        });
      return json(200, {
        access_token: code ?? "app",
        token_type: "Bearer",
        scope: textField(fields, "scope") ?? "read write",
        created_at: Math.floor(now.getTime() / 1000),
      });
    },
  },
];
