import type { Verifier } from "../../profiles/network.ts";
import { ask } from "./client.ts";
import { Me, WordPressCredentials } from "./schema.ts";

/** Asks the site who this is, and whether they may publish. */
export const verifier: Verifier<WordPressCredentials> = {
  credentials: WordPressCredentials,
  async verify(access, signal) {
    const query = { context: "edit", _fields: "id,name,slug,capabilities" };
    const answer = await ask(access, Me, { method: "GET", path: "wp/v2/users/me", query }, signal);
    switch (answer.kind) {
      case "answer": {
        const { id, name, slug, capabilities } = answer.data;
        if (capabilities && capabilities.publish_posts !== true)
          return {
            kind: "refused",
            detail: `"${name}" may not publish posts on this site; the role Author or a higher one may`,
          };
        const handle = `${slug}@${new URL(access.baseUrl).host}`;
        return {
          kind: "verified",
          identity: { remoteId: String(id), handle, displayName: name, limits: null },
        };
      }
      case "refused":
        if (answer.status === 429 || answer.status >= 500)
          return { kind: "unreachable", detail: answer.detail };
        return { kind: "refused", detail: answer.detail };
      case "moved":
      case "absent":
        return { kind: "refused", detail: answer.detail };
      case "not-sent":
      case "no-answer":
      case "not-wordpress":
        return { kind: "unreachable", detail: answer.detail };
    }
  },
};
