import type { Answer, Asked, Route } from "../wire.ts";
import { json, numberOf, textField } from "../wire.ts";
import { signedIn, writeLimit, xrpcError } from "./access.ts";
import { checkBlobs, checkKey, checkRecord, postCollection } from "./check.ts";
import { blobCid, recordCid } from "./cid.ts";
import { deleteAt, findAt, listOf, writeAt } from "./records.ts";
import type { Actor, BlueskyState } from "./state.ts";

type RepoCall = (asked: Asked, actor: Actor, account: string) => Answer;

/** Writing and reading records. https://docs.bsky.app/docs/api/com-atproto-repo-put-record */
export function repoRoutes(state: BlueskyState): Route[] {
  const isPost = (asked: Asked) => textField(asked.fields, "collection") === postCollection;
  const procedure = (name: string, cost: number, handle: RepoCall, creates?: Route["creates"]): Route => ({
    method: "POST",
    path: `/xrpc/com.atproto.repo.${name}`,
    ...(creates ? { creates } : {}),
    handle: signedIn(
      state,
      (asked, actor, account) => {
        if (!asked.fields) return xrpcError(400, "InvalidRequest", "Request body is not valid JSON");
        const repo = textField(asked.fields, "repo");
        // As on the reference PDS, somebody else's repository is refused as if not signed in.
        if (repo !== actor.did && repo !== actor.handle)
          return xrpcError(401, "AuthenticationRequired", "Authentication Required");
        return handle(asked, actor, account);
      },
      writeLimit(cost),
    ),
  });
  return [
    procedure("putRecord", 2, (asked, actor, account) => put(state, asked, actor, account), isPost),
    procedure("createRecord", 3, (asked, actor, account) => create(state, asked, actor, account), isPost),
    procedure("deleteRecord", 1, (asked, actor) => {
      const commit = deleteAt(state, actor, targetOf(asked), asked.now);
      return json(200, commit ? { commit } : {});
    }),
    procedure(
      "applyWrites",
      3,
      (asked, actor, account) => applyWrites(state, asked, actor, account),
      (asked) => writesOf(asked).some((write) => write.collection === postCollection),
    ),
    {
      method: "POST",
      path: "/xrpc/com.atproto.repo.uploadBlob",
      handle: signedIn(state, (asked) => upload(state, asked)),
    },
    { method: "GET", path: "/xrpc/com.atproto.repo.getRecord", handle: (asked) => get(state, asked) },
    { method: "GET", path: "/xrpc/com.atproto.repo.listRecords", handle: (asked) => list(state, asked) },
  ];
}

interface Target {
  collection: string;
  rkey: string;
}

function targetOf(asked: Asked): Target {
  return {
    collection: textField(asked.fields, "collection") ?? "",
    rkey: textField(asked.fields, "rkey") ?? "",
  };
}

function put(state: BlueskyState, asked: Asked, actor: Actor, account: string): Answer {
  const target = targetOf(asked);
  const record = asked.fields?.record;
  const refused = check(state, target, record, asked.fields?.validate);
  if (refused) return refused;
  const existing = findAt(state, actor.did, target);
  const swap = asked.fields?.swapRecord;
  if (swap !== undefined && swap !== (existing?.cid ?? null))
    return xrpcError(400, "InvalidSwap", `Record was at ${existing?.cid ?? "null"}`);
  const value = { $type: target.collection, ...(record as Record<string, unknown>) };
  const cid = recordCid(value);
  const uri = `at://${actor.did}/${target.collection}/${target.rkey}`;
  // The same content again changes nothing: no commit, nothing on the stream.
  if (existing?.cid === cid) return json(200, { uri, cid, validationStatus: "valid" });
  const commit = writeAt(state, { actor, account, ...target, value, cid, now: asked.now });
  return json(200, { uri, cid, commit, validationStatus: "valid" });
}

function create(state: BlueskyState, asked: Asked, actor: Actor, account: string): Answer {
  const { collection, rkey } = targetOf(asked);
  const target = { collection, rkey: rkey || state.tids.next(asked.now) };
  const record = asked.fields?.record;
  const refused = check(state, target, record, asked.fields?.validate);
  if (refused) return refused;
  // The reference PDS fails in its tree layer here; it does not say that the key is taken.
  if (findAt(state, actor.did, target)) return xrpcError(500, "InternalServerError", "Internal Server Error");
  const value = { $type: collection, ...(record as Record<string, unknown>) };
  const cid = recordCid(value);
  const commit = writeAt(state, { actor, account, ...target, value, cid, now: asked.now });
  return json(200, {
    uri: `at://${actor.did}/${collection}/${target.rkey}`,
    cid,
    commit,
    validationStatus: "valid",
  });
}

interface Write extends Target {
  kind: string;
  value: unknown;
}

function writesOf(asked: Asked): Write[] {
  const writes = asked.fields?.writes;
  if (!Array.isArray(writes)) return [];
  return writes.map((write: Record<string, unknown>) => ({
    kind: String(write.$type).split("#")[1] ?? "",
    collection: String(write.collection),
    rkey: typeof write.rkey === "string" ? write.rkey : "",
    value: write.value,
  }));
}

/** All writes or none. */
function applyWrites(state: BlueskyState, asked: Asked, actor: Actor, account: string): Answer {
  const writes = writesOf(asked).map((write) => ({
    ...write,
    rkey: write.rkey || state.tids.next(asked.now),
  }));
  if (writes.length > 200) return xrpcError(400, "InvalidRequest", "Too many writes. Max: 200");
  for (const write of writes) {
    if (write.kind === "delete") continue;
    const refused = check(state, write, write.value, asked.fields?.validate);
    if (refused) return refused;
    const exists = findAt(state, actor.did, write) !== undefined;
    if (exists !== (write.kind === "update"))
      return xrpcError(500, "InternalServerError", "Internal Server Error");
  }
  let commit = { cid: recordCid({ empty: actor.did }), rev: state.tids.next(asked.now) };
  const results = writes.map((write) => {
    const type = `com.atproto.repo.applyWrites#${write.kind}Result`;
    if (write.kind === "delete") {
      commit = deleteAt(state, actor, write, asked.now) ?? commit;
      return { $type: type };
    }
    const value = { $type: write.collection, ...(write.value as Record<string, unknown>) };
    const cid = recordCid(value);
    commit = writeAt(state, { actor, account, ...write, value, cid, now: asked.now });
    return {
      $type: type,
      uri: `at://${actor.did}/${write.collection}/${write.rkey}`,
      cid,
      validationStatus: "valid",
    };
  });
  return json(200, { commit, results });
}

function check(state: BlueskyState, target: Target, record: unknown, validate: unknown): Answer | null {
  const refused =
    checkKey(target.collection, target.rkey) ??
    (validate === false ? null : checkRecord(target.collection, record)) ??
    checkBlobs(state, record);
  return refused && xrpcError(400, refused.error, refused.message);
}

function upload(state: BlueskyState, asked: Asked): Answer {
  if (asked.bytes.length > 50_000_000) return xrpcError(413, "PayloadTooLarge", "request entity too large");
  const cid = blobCid(asked.bytes);
  const mimeType = asked.headers["content-type"] ?? "application/octet-stream";
  state.keepBlob(cid, { mimeType, size: asked.bytes.length });
  return json(200, { blob: { $type: "blob", ref: { $link: cid }, mimeType, size: asked.bytes.length } });
}

function get(state: BlueskyState, { query }: Asked): Answer {
  const repo = query.get("repo") ?? "";
  const did = state.actor(repo)?.did ?? repo;
  const target = { collection: query.get("collection") ?? "", rkey: query.get("rkey") ?? "" };
  const found = findAt(state, did, target);
  const uri = `at://${did}/${target.collection}/${target.rkey}`;
  if (!found || (query.get("cid") ?? found.cid) !== found.cid)
    return xrpcError(400, "RecordNotFound", `Could not locate record: ${uri}`);
  return json(200, { uri, cid: found.cid, value: found.value });
}

function list(state: BlueskyState, { query }: Asked): Answer {
  const actor = state.actor(query.get("repo") ?? "");
  if (!actor) return xrpcError(400, "InvalidRequest", `Could not find repo: ${query.get("repo")}`);
  const limit = numberOf(query.get("limit"), 50, 1, 100);
  const records = listOf(state, actor, {
    collection: query.get("collection") ?? "",
    cursor: query.get("cursor"),
    reverse: query.get("reverse") === "true",
    limit,
  });
  const last = records.at(-1)?.uri.split("/").at(-1);
  return json(200, { records, ...(records.length === limit && last ? { cursor: last } : {}) });
}
