import type { Http, HttpReply, HttpRequest } from "./http.ts";

/** A `fetch` on top of `send`. Throws TypeError like fetch where no answer came, with the reply as its cause. */
export function fetchThrough(send: Http["send"]): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const body = request.body ? new Uint8Array(await request.arrayBuffer()) : undefined;
    const reply = await send(
      {
        method: request.method as HttpRequest["method"],
        url: request.url,
        headers: Object.fromEntries(request.headers),
        ...(body ? { body } : {}),
      },
      init?.signal ?? undefined,
    );
    if (reply.kind !== "answer") throw new FetchFailed(reply);
    const empty = reply.status === 204 || reply.status === 304 || reply.status < 200;
    return new Response(empty ? null : new Uint8Array(reply.body), {
      status: reply.status,
      headers: { ...reply.headers },
    });
  };
}

/** What `Http.fetch` throws: says, like `send`, whether the request may have arrived. */
export class FetchFailed extends TypeError {
  override name = "FetchFailed";
  readonly code: string;
  constructor(readonly reply: Exclude<HttpReply, { kind: "answer" }>) {
    super(reply.detail);
    this.code = reply.kind === "not-sent" ? "EHOSTUNREACH" : "ENOANSWER";
  }
}
