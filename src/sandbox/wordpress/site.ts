import type { Answer, Asked, Route } from "../wire.ts";
import { json } from "../wire.ts";
import { callerOf, needsUser, wpError } from "./access.ts";
import { userNumber } from "./views.ts";

/** The site itself: where its API is, who asks, its one category. https://developer.wordpress.org/rest-api/reference/ */
export const siteRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/",
    handle: ({ baseUrl }) => ({
      status: 200,
      headers: {
        "content-type": "text/html; charset=UTF-8",
        link: `<${baseUrl}/wp-json/>; rel="https://api.w.org/"`,
      },
      body: `<!DOCTYPE html>\n<html lang="en"><head><title>Vigie sandbox</title><link rel="https://api.w.org/" href="${baseUrl}/wp-json/"></head><body></body></html>\n`,
    }),
  },
  ...["/wp-json", "/wp-json/"].map((path): Route => ({ method: "GET", path, handle: index })),
  { method: "GET", path: "/wp-json/wp/v2/users/me", handle: me },
  {
    method: "GET",
    path: "/wp-json/wp/v2/categories",
    handle: () => json(200, [{ id: 1, count: 0, name: "Uncategorized", slug: "uncategorized", parent: 0 }]),
  },
];

function index({ baseUrl }: Asked): Answer {
  return json(200, {
    name: "Vigie sandbox",
    description: "Speaks like WordPress; forgets everything when it stops.",
    url: baseUrl,
    home: baseUrl,
    gmt_offset: "0",
    timezone_string: "UTC",
    namespaces: ["oembed/1.0", "wp/v2"],
    authentication: {
      "application-passwords": {
        endpoints: { authorization: `${baseUrl}/wp-admin/authorize-application.php` },
      },
    },
    routes: {},
  });
}

function me(asked: Asked): Answer {
  const caller = callerOf(asked.headers);
  const refused = needsUser(caller, "rest_not_logged_in", "You are not currently logged in.");
  if (refused || caller.kind !== "user")
    return refused ?? wpError(401, "rest_not_logged_in", "You are not currently logged in.");
  const { account } = caller;
  const isForEdit = asked.query.get("context") === "edit";
  return json(200, {
    id: userNumber(account),
    name: account,
    url: "",
    description: "",
    link: `${asked.baseUrl}/author/${encodeURIComponent(account)}/`,
    slug: account.toLowerCase(),
    avatar_urls: {},
    meta: [],
    ...(isForEdit
      ? {
          username: account,
          email: `${userNumber(account)}@example.org`,
          roles: ["editor"],
          capabilities: {
            read: true,
            edit_posts: true,
            publish_posts: true,
            upload_files: true,
            moderate_comments: true,
            editor: true,
          },
        }
      : {}),
  });
}
