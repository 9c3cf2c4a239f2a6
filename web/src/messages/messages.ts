import type english from "./en/all.ts";

export type MessageId = keyof typeof english;
/** All that the app says, in one language. */
export type Messages = Record<MessageId, string>;

declare global {
  namespace FormatjsIntl {
    interface Message {
      ids: MessageId;
    }
  }
}
