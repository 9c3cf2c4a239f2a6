import type { FieldProblem } from "../errors.ts";
import { type Message, message } from "../messages.ts";

/** What is known of one profile's share of a post that is being planned. Nothing here stops it; a person should know. */
export interface PlanFacts {
  profile: {
    id: string;
    name: string;
    networkName: string;
    isConnected: boolean;
    accessEndsAt: Date | null;
    /** Empty: not known. */
    scopes: readonly string[];
  };
  /** When it would go out; null: nobody knows yet. */
  at: Date | null;
  /** Permissions that publishing asks for. */
  neededScopes: readonly string[];
  /** How many publications the network takes from one account in 24 hours; null: no limit that is met in practice. */
  mostPerDay: number | null;
  /** Other publications of the profile within a week to either side: at least the nearest, and the nearest of the same text. */
  neighbours: readonly { at: Date; sameText: boolean; isOut: boolean }[];
  /** How many others of the profile leave in the 24 hours before. */
  inDay: number;
  /** What this one costs, what the month costs without it, and what it may; null where the network is free. */
  cost: { own: number; withoutLink: number; month: number; budget: number } | null;
  /** How many people must still approve it. */
  approvalsNeeded: number;
}

const closeMinutes = 15;
const sameTextDays = 7;
const dayMilliseconds = 86_400_000;

/** How many of these leave in the 24 hours before `at`: what a network's daily cap counts. */
export function countInDay(others: readonly { at: Date }[], at: Date): number {
  const before = at.getTime() - dayMilliseconds;
  return others.filter((other) => other.at.getTime() > before && other.at <= at).length;
}

/** What will go wrong later, or should be known before. Dates are told in `timeZone`. */
export function planWarnings(facts: PlanFacts, timeZone: string): FieldProblem[] {
  const said = [
    ...accessWarnings(facts, timeZone),
    ...(facts.at ? timeWarnings(facts, facts.at, timeZone) : []),
    ...costWarnings(facts),
  ].map((text): FieldProblem => ({ pointer: "/scheduledAt", message: text, profile: facts.profile.id }));
  if (facts.approvalsNeeded > 0)
    said.push({ pointer: "", profile: facts.profile.id, message: approvalMissing(facts.approvalsNeeded) });
  return said;
}

function* accessWarnings({ profile, at, neededScopes }: PlanFacts, timeZone: string): Generator<Message> {
  const { name, networkName, accessEndsAt, scopes } = profile;
  if (!profile.isConnected)
    yield message(
      "reconnect_needed",
      `${networkName} no longer accepts our connection to ${name}. Reconnect the profile to let this post leave.`,
      `${networkName} refuse la connexion à ${name}. Reconnectez le profil pour faire partir ce post.`,
    );
  if (accessEndsAt && at && accessEndsAt <= at)
    yield message(
      "access_ends_before",
      `The connection to ${name} (${networkName}) ends on ${dayIn("en", accessEndsAt, timeZone)}, before this post. Reconnect now: what is scheduled stays in place.`,
      `La connexion à ${name} (${networkName}) expire le ${dayIn("fr", accessEndsAt, timeZone)}, avant ce post. Reconnectez le profil\u202f: tout ce qui est programmé reste en place.`,
    );
  const missing = scopes.length === 0 ? undefined : neededScopes.find((scope) => !covers(scopes, scope));
  if (missing !== undefined)
    yield message(
      "scope_missing",
      `This profile may read but not publish: the permission "${missing}" is missing. Reconnect and tick it.`,
      `Ce profil peut lire, pas publier\u202f: l’autorisation «\u202f${missing}\u202f» manque. Reconnectez-le en la cochant.`,
    );
}

/** `write` covers `write:statuses`. */
function covers(scopes: readonly string[], wanted: string): boolean {
  return scopes.includes(wanted) || scopes.includes(wanted.split(":")[0] ?? wanted);
}

function* timeWarnings(facts: PlanFacts, at: Date, timeZone: string): Generator<Message> {
  const { profile, neighbours, mostPerDay, inDay: count } = facts;
  const minutesFrom = (other: Date) => Math.abs(other.getTime() - at.getTime()) / 60_000;
  const close = neighbours.find((other) => minutesFrom(other.at) < closeMinutes);
  if (close)
    yield message(
      "too_close",
      `Another publication of ${profile.name} leaves at ${timeIn("en", close.at, timeZone)}, less than ${closeMinutes} minutes away. Leave more room between them.`,
      `Une autre publication de ${profile.name} part à ${timeIn("fr", close.at, timeZone)}, à moins de ${closeMinutes} minutes. Laissez plus d’espace entre les deux.`,
    );
  const same = neighbours.find((other) => other.sameText && minutesFrom(other.at) <= sameTextDays * 1440);
  if (same)
    yield message(
      "same_text",
      `The same text ${same.isOut ? "went out" : "is planned"} on ${profile.name} on ${dayIn("en", same.at, timeZone)}. Change it, or choose another profile.`,
      `Le même texte ${same.isOut ? "est déjà paru" : "est déjà programmé"} sur ${profile.name} le ${dayIn("fr", same.at, timeZone)}. Modifiez-le ou choisissez un autre profil.`,
    );
  if (mostPerDay !== null && count >= mostPerDay)
    yield message(
      "day_full",
      `${dayIn("en", at, timeZone)} is full for ${profile.networkName}: ${count} of ${mostPerDay} publications in 24 hours. Choose another day.`,
      `Le ${dayIn("fr", at, timeZone)} est complet pour ${profile.networkName}\u202f: ${count} publications sur ${mostPerDay} en 24 heures. Choisissez un autre jour.`,
    );
}

function* costWarnings({ profile, cost }: PlanFacts): Generator<Message> {
  if (!cost || cost.month + cost.own <= cost.budget) return;
  const sum = cost.month + cost.own;
  const { own, withoutLink, budget } = cost;
  const cheaper = withoutLink < own;
  yield message(
    "over_budget",
    `With this post, ${profile.networkName} would cost ${usd("en", sum)} this month; the budget is ${usd("en", budget)}. ${cheaper ? `Remove the link (${usd("en", withoutLink)} instead of ${usd("en", own)}) or have` : "Have"} the budget raised.`,
    `Avec ce post, ${profile.networkName} coûterait ${usd("fr", sum)} ce mois-ci\u202f; le budget est de ${usd("fr", budget)}. ${cheaper ? `Retirez le lien (${usd("fr", withoutLink)} au lieu de ${usd("fr", own)}) ou faites` : "Faites"} relever le budget.`,
  );
}

function approvalMissing(count: number): Message {
  return message(
    "approval_missing",
    `This post must be approved by ${count === 1 ? "one person" : `${count} people`} before it goes out; without that it is held at its time, not lost.`,
    `Ce post doit être validé par ${count === 1 ? "une personne" : `${count} personnes`} avant de partir\u202f; sinon il est suspendu à son heure, pas perdu.`,
  );
}

/** Told from a day before: `approval_missing` says it from the beginning. */
export function approvalDue(): Message {
  return message(
    "approval_due",
    "This post leaves within a day and is not approved yet; without that it is held at its time, not lost.",
    "Ce post part dans moins d’un jour et n’est pas encore validé\u202f; sinon il est suspendu à son heure, pas perdu.",
  );
}

/** @param publicUrl where counted links would lead: an address of this machine alone */
export function linksLeadNowhere(publicUrl: string): Message {
  return message(
    "links_lead_nowhere",
    `The campaign counts clicks, so its links would lead through ${publicUrl}, which only this machine reaches. Have VIGIE_PUBLIC_URL set, or stop counting clicks in the campaign.`,
    `La campagne compte les clics\u202f: ses liens passeraient par ${publicUrl}, que seule cette machine peut atteindre. Faites régler VIGIE_PUBLIC_URL ou cessez de compter les clics dans la campagne.`,
  );
}

function dayIn(language: "en" | "fr", at: Date, timeZone: string): string {
  const locale = language === "en" ? "en-GB" : "fr-FR";
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", timeZone }).format(at);
}

function timeIn(language: "en" | "fr", at: Date, timeZone: string): string {
  const locale = language === "en" ? "en-GB" : "fr-FR";
  return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone }).format(at);
}

/** @param milli thousandths of a US dollar */
function usd(language: "en" | "fr", milli: number): string {
  const digits = milli % 10 === 0 ? 2 : 3;
  return new Intl.NumberFormat(language === "en" ? "en-US" : "fr-FR", {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(milli / 1000);
}
