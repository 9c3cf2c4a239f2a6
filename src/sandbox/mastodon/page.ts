import { escapeHtml } from "../html.ts";
import { json, type Route } from "../wire.ts";
import type { MastodonState } from "./state.ts";
import { contentHtml } from "./text.ts";

/** Where the address of a status leads: a page with what it says, for whoever opens it from Vigie. */
export const pageRoute = (state: MastodonState): Route => ({
  method: "GET",
  path: "/:account/:id",
  handle({ params, baseUrl }) {
    const entry = state.ledger.get(params.id ?? "");
    if (!entry || params.account !== `@${entry.author.handle.replace(/^@/, "")}`)
      return json(404, { error: "Record not found" });
    const name = escapeHtml(entry.author.name);
    const body = `<!doctype html>
<html lang="${escapeHtml(entry.language ?? "en")}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${name}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem}small{opacity:.75}</style>
</head>
<body>
<main>
<h1 style="font-size:1.1rem">${name} <small>@${escapeHtml(entry.author.handle.replace(/^@/, ""))}</small></h1>
${contentHtml(entry.text, baseUrl, (handle) => state.names.has(handle))}
<p><small><time datetime="${entry.createdAt.toISOString()}">${entry.createdAt.toISOString()}</time></small></p>
<p><small>Bac à sable de Vigie, rien n’est parti au-dehors. / Vigie’s sandbox: nothing went out.</small></p>
</main>
</body>
</html>
`;
    return { status: 200, headers: { "content-type": "text/html; charset=utf-8" }, body };
  },
});
