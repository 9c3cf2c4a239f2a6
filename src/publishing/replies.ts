import { type Message, message } from "../messages.ts";
import type { AttemptResult } from "./decision.ts";
import type {
  Answered,
  Content,
  Publisher,
  PublishStep,
  StepOutcome,
  StepValue,
  StepValues,
} from "./publisher.ts";

/** The first step of an answer, which leaves what the network calls the text that is answered. */
export const answeredStep = "reply-to";

/** Nothing goes out in answer to what was erased: where its author asked for that, least of all. */
export const erased = {
  kind: "rejected",
  because: "gone",
  detail: "the mention it answers was erased in Vigie",
} as const satisfies AttemptResult;

/**
 * The step that looks up what a publication answers, just before it goes out: none where it answers nothing. Kept, so
 * that all attempts answer the same, and an answer whose sending went unheard is looked for under it.
 */
export function answered(
  { replyTo }: Content,
  find: (answered: Answered, signal: AbortSignal) => Promise<StepOutcome>,
): PublishStep[] {
  if (replyTo === null) return [];
  const run: PublishStep["run"] = async (_done, signal) =>
    replyTo === "erased" ? erased : find(replyTo, signal);
  return [{ name: answeredStep, visible: false, run }];
}

/** What that step left; null: this publication answers nothing. */
export function answeredIn(done: StepValues): StepValue | null {
  return done[answeredStep] ?? null;
}

/** Looking up writes nothing, so whatever is unclear may be asked again. */
export function notLookedUp(outcome: StepOutcome): StepOutcome {
  return outcome.kind === "unconfirmed" ? { kind: "retry", detail: outcome.detail } : outcome;
}

/** A profile that would answer, as far as the rules ask. */
interface Replier {
  network: string;
  baseUrl: string;
}
/** A network as the rules know it. `publisher` null: Vigie does not publish there. */
interface ReplyNetwork {
  name: string;
  publisher: Publisher | null;
}

/** Why a post with these profiles cannot answer that mention; null: it can. */
export function replyProblem(
  mention: Answered & { network: string },
  profiles: readonly Replier[],
  network: ReplyNetwork,
): Message | null {
  const { name, publisher } = network;
  if (!publisher?.replies)
    return message(
      "reply_not_supported",
      `Vigie cannot answer on ${name}; answer where the mention stands`,
      `Vigie ne peut pas répondre sur ${name}\u202f; répondez là où se trouve la mention`,
    );
  const [profile, second] = profiles;
  if (!profile || second)
    return message(
      "reply_one_profile",
      "an answer goes out on exactly one profile",
      "une réponse part d’un seul profil",
    );
  if (profile.network !== mention.network)
    return message(
      "reply_other_network",
      `the mention is on ${name}: only a profile there can answer it`,
      `la mention est sur ${name}\u202f: seul un profil de ce réseau peut y répondre`,
    );
  if (publisher.replies.reaches?.(mention, profile.baseUrl) === false)
    return message(
      "reply_out_of_reach",
      `the mention stands on another site than this profile of ${name}`,
      `la mention se trouve sur un autre site que ce profil ${name}`,
    );
  return null;
}

/** The profiles of the mention's network that can answer it now, or why there is none. */
export function repliersOf<P extends Replier & { state: "connected" | "reconnect" }>(
  mention: Answered & { network: string },
  profiles: readonly P[],
  network: ReplyNetwork,
): { repliers: P[]; problem: Message | null } {
  const able = profiles.filter((profile) => replyProblem(mention, [profile], network) === null);
  const repliers = able.filter(({ state }) => state === "connected");
  if (repliers.length > 0) return { repliers, problem: null };
  if (able.length > 0) return { repliers, problem: mustReconnect };
  const inTheWay = profiles.length > 0 || !network.publisher?.replies;
  return {
    repliers,
    problem: inTheWay ? replyProblem(mention, profiles.slice(0, 1), network) : noProfile(network.name),
  };
}

/** Nothing is written in answer from a profile that the network lets in no more: it would wait unseen. */
export const mustReconnect = message(
  "reply_reconnect",
  "this profile must be connected again before it can answer",
  "ce profil doit être reconnecté avant de pouvoir répondre",
);

function noProfile(name: string): Message {
  return message(
    "reply_no_profile",
    `connect a profile on ${name} to answer from here`,
    `connectez un profil ${name} pour répondre d’ici`,
  );
}

/** Said of an answer whose mention is kept no more. */
export const goneMention = message(
  "reply_mention_gone",
  "the mention this answers is no longer kept in Vigie, so the answer does not go out",
  "la mention à laquelle ceci répond n’est plus conservée dans Vigie\u202f: la réponse ne part pas",
);

const startLength = 200;

/** As much of a mention's text as tells which one it is. */
export function mentionStart(text: string): string {
  const characters = [...text];
  return characters.length <= startLength ? text : `${characters.slice(0, startLength - 1).join("")}…`;
}
