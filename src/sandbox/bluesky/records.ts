import { tagsOf } from "../ids.ts";
import { dropOldest } from "../ledger.ts";
import { postCollection } from "./check.ts";
import { recordCid } from "./cid.ts";
import { type Actor, accountNamed, type BlueskyState, type OtherRecord, type PostEntry } from "./state.ts";

interface At {
  collection: string;
  rkey: string;
}

const mostOthers = 50_000;

/** A record as an actor's call writes it. */
interface Write extends At {
  actor: Actor;
  account: string | null;
  value: Record<string, unknown>;
  cid: string;
  now: Date;
}

export function uriOf(did: string, { collection, rkey }: At): string {
  return `at://${did}/${collection}/${rkey}`;
}

/** The record that stands there now. */
export function findAt(state: BlueskyState, did: string, at: At): OtherRecord | undefined {
  const uri = uriOf(did, at);
  if (at.collection !== postCollection) return state.others.get(uri);
  const entry = state.ledger.get(uri);
  return entry && { uri, cid: entry.detail.cid, value: entry.detail.record };
}

/** Writes the record, new or over the one that stands there, and tells the stream. */
export function writeAt(state: BlueskyState, write: Write): { cid: string; rev: string } {
  const { actor, collection, rkey, value, cid } = write;
  const uri = uriOf(actor.did, write);
  const existing = findAt(state, actor.did, write);
  const rev = state.tids.next(write.now);
  const operation = existing ? "update" : "create";
  if (collection === postCollection) writePost(state, write, uri);
  else {
    state.others.set(uri, { uri, cid, value });
    if (state.others.size > mostOthers) dropOldest(state.others);
  }
  state.emit(actor.did, collection, {
    kind: "commit",
    commit: { rev, operation, collection, rkey, record: value, cid },
  });
  return { cid: recordCid({ did: actor.did, rev }), rev };
}

/** Takes the record down; `undefined` when there was none, which is no error. */
export function deleteAt(
  state: BlueskyState,
  actor: { did: string },
  at: At,
  now: Date,
): { cid: string; rev: string } | undefined {
  if (!findAt(state, actor.did, at)) return undefined;
  const uri = uriOf(actor.did, at);
  if (at.collection === postCollection) state.ledger.remove(uri, now);
  else state.others.delete(uri);
  const rev = state.tids.next(now);
  state.emit(actor.did, at.collection, {
    kind: "commit",
    commit: { rev, operation: "delete", collection: at.collection, rkey: at.rkey },
  });
  return { cid: recordCid({ did: actor.did, rev }), rev };
}

/** Records of one collection, newest key first, or oldest first when `reverse`. */
export function listOf(
  state: BlueskyState,
  actor: Actor,
  asked: { collection: string; cursor: string | null; reverse: boolean; limit: number },
): OtherRecord[] {
  const prefix = uriOf(actor.did, { collection: asked.collection, rkey: "" });
  const records =
    asked.collection === postCollection
      ? state.ledger
          .ofAccount(accountNamed(actor.handle))
          .filter((entry) => !entry.deletedAt)
          .map((entry) => ({ uri: entry.id, cid: entry.detail.cid, value: entry.detail.record }))
      : [...state.others.values()].filter(({ uri }) => uri.startsWith(prefix));
  const sign = asked.reverse ? 1 : -1;
  const beyond = asked.cursor === null ? null : prefix + asked.cursor;
  return records
    .filter(({ uri }) => beyond === null || (asked.reverse ? uri > beyond : uri < beyond))
    .sort((left, right) => (left.uri < right.uri ? -sign : sign))
    .slice(0, asked.limit);
}

function writePost(state: BlueskyState, write: Write, uri: string): void {
  const existing = state.ledger.get(uri);
  if (existing) {
    existing.text = textOf(write.value);
    existing.detail = { ...existing.detail, record: write.value, cid: write.cid };
    state.ledger.changed(existing);
    return;
  }
  state.ledger.add(newPost(state, write, uri));
}

function newPost(state: BlueskyState, write: Write, uri: string): PostEntry {
  const { actor, account, value, now } = write;
  const text = textOf(value);
  const replyTo = parentOf(value);
  const told = new Set(mentionedDids(value));
  const parent = replyTo === null ? undefined : state.ledger.get(replyTo);
  if (parent) told.add(parent.detail.did);
  told.delete(actor.did);
  const createdAt = new Date(String(value.createdAt));
  return {
    id: uri,
    network: "bluesky",
    account,
    author: { handle: actor.handle, name: actor.name, followers: actor.followers },
    text,
    createdAt: Number.isNaN(createdAt.getTime()) ? now : createdAt,
    acceptedAt: now,
    sequence: state.world.nextSequence(),
    replyTo,
    media: imagesOf(value),
    isPublic: true,
    deletedAt: null,
    notifies: [...told].flatMap((did) => {
      const known = state.actor(did);
      return known ? [accountNamed(known.handle)] : [];
    }),
    language: Array.isArray(value.langs) ? String(value.langs[0] ?? "") || null : null,
    tags: [
      ...new Set([
        ...tagsOf(text, null),
        ...facetTags(value),
        ...(Array.isArray(value.tags) ? value.tags.map((tag) => String(tag).toLowerCase()) : []),
      ]),
    ],
    detail: {
      did: actor.did,
      rkey: write.rkey,
      cid: write.cid,
      record: value,
      reason: parent ? "reply" : "mention",
    },
  };
}

function textOf(value: Record<string, unknown>): string {
  return typeof value.text === "string" ? value.text : "";
}

function parentOf(value: Record<string, unknown>): string | null {
  const reply = value.reply as { parent?: { uri?: unknown } } | undefined;
  return typeof reply?.parent?.uri === "string" ? reply.parent.uri : null;
}

interface Feature {
  $type?: string;
  did?: string;
  tag?: string;
}

function featuresOf(value: Record<string, unknown>): Feature[] {
  const facets = Array.isArray(value.facets) ? (value.facets as { features?: Feature[] }[]) : [];
  return facets.flatMap((facet) => facet.features ?? []);
}

function mentionedDids(value: Record<string, unknown>): string[] {
  return featuresOf(value).flatMap((feature) => (feature.did ? [feature.did] : []));
}

function facetTags(value: Record<string, unknown>): string[] {
  return featuresOf(value).flatMap((feature) => (feature.tag ? [feature.tag.toLowerCase()] : []));
}

/** The images of a post, also where they stand beside a quote. */
function imagesOf(value: Record<string, unknown>): { id: string; alt: string | null }[] {
  const embed = value.embed as { images?: unknown; media?: { images?: unknown } } | undefined;
  const images = embed?.images ?? embed?.media?.images;
  if (!Array.isArray(images)) return [];
  return images.map((image: { alt?: unknown; image?: { ref?: { $link?: unknown } } }) => ({
    id: String(image.image?.ref?.$link ?? ""),
    alt: typeof image.alt === "string" ? image.alt : null,
  }));
}
