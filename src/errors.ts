import type { Message } from "./messages.ts";

/** One bad field of a request: where it is and what is wrong with it. */
export interface FieldProblem {
  /** RFC 6901 JSON pointer into the request body, such as `/profiles/0`; empty for the whole body. */
  pointer: string;
  message: Message;
  /** Id of the profile on which this is a problem, where others may be fine. */
  profile?: string;
  /** UTF-16 offset into the text at `pointer`, where the fault has a place in it. */
  position?: number;
  /** Values that would do in its place. */
  suggestions?: readonly string[];
}

/** The row that was named does not exist in this workspace. Becomes 404. */
export class NotFound extends Error {
  override name = "NotFound";
  constructor(
    readonly what: string,
    readonly id: string,
  ) {
    super(`no ${what} "${id}"`);
  }
}

/** The request cannot be carried out as written. Becomes 422 with one entry per bad field. */
export class Invalid extends Error {
  override name = "Invalid";
  constructor(readonly problems: readonly FieldProblem[]) {
    super(problems.map((problem) => `${problem.pointer || "/"}: ${problem.message.en}`).join("; "));
  }
}

/** A field of the query string cannot be used as written. Becomes 400. */
export class InvalidQuery extends Invalid {
  override name = "InvalidQuery";
  constructor(pointer: string, message: Message, position?: number) {
    super([{ pointer, message, ...(position === undefined ? {} : { position }) }]);
  }
}

/** The request is well formed but does not fit the present state of the row. Becomes 409. */
export class Conflict extends Error {
  override name = "Conflict";
  constructor(
    readonly code: string,
    readonly text: Message,
    /** What stands there now, for whoever must choose: plain JSON, put into the answer beside the code. */
    readonly present: Readonly<Record<string, unknown>> = {},
  ) {
    super(text.en);
  }
}

/** The caller is known but may not do this. Becomes 403. */
export class Forbidden extends Error {
  override name = "Forbidden";
  constructor(readonly text: Message) {
    super(text.en);
  }
}

/** Nobody is known to call, or not well enough. Becomes 401. */
export class NotSignedIn extends Error {
  override name = "NotSignedIn";
  constructor(readonly text: Message) {
    super(text.en);
  }
}

/** Too much in too short a time. Becomes 429. */
export class TooMany extends Error {
  override name = "TooMany";
  constructor(
    readonly retryAfterSeconds: number,
    readonly text: Message,
  ) {
    super(text.en);
  }
}

/** One bad field, as an error to throw. */
export function invalid(pointer: string, message: Message): Invalid {
  return new Invalid([{ pointer, message }]);
}
