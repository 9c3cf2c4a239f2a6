import type { MessageId } from "../messages/messages.ts";
import type { RoomPath } from "./rooms.ts";

interface KeysOf {
  /** Null: what may be open beside any room. */
  path: RoomPath | null;
  title: MessageId;
  /** What is pressed, one key after the other or together, and what it does. */
  keys: readonly (readonly [string, MessageId])[];
}

/** The own keys of each room, as its code reads them. */
export const keysOfRooms: readonly KeysOf[] = [
  {
    path: "/calendar",
    title: "rooms.calendar",
    keys: [
      ["← → ↑ ↓", "keys.cards"],
      ["Enter", "keys.open"],
      ["M", "keys.move"],
      ["D", "keys.duplicate"],
      ["X", "keys.select"],
      ["H", "keys.hold"],
      ["T", "keys.today"],
      ["⇧ ← →", "keys.period"],
      ["1 2 3 4", "keys.views"],
    ],
  },
  {
    path: null,
    title: "rooms.composer",
    keys: [
      ["Ctrl Enter", "keys.primary"],
      ["Ctrl ⇧ Enter", "keys.submit"],
      ["F6", "keys.parts"],
      ["← →", "keys.variants"],
    ],
  },
  {
    path: "/review",
    title: "rooms.review",
    keys: [
      ["J K", "keys.walk"],
      ["A", "keys.approve"],
      ["R", "keys.sendBack"],
      ["C", "keys.comment"],
    ],
  },
  {
    path: "/mentions",
    title: "rooms.mentions",
    keys: [
      ["J K", "keys.walk"],
      ["⇧ J K", "keys.extend"],
      ["1 2 3", "keys.labels"],
      ["E", "keys.done"],
      ["A", "keys.assign"],
      ["R", "keys.reply"],
      ["S", "keys.later"],
      ["H", "keys.hide"],
      ["O", "keys.source"],
      ["F", "keys.unfold"],
      ["X", "keys.select"],
      ["Ctrl Z", "keys.undo"],
    ],
  },
  {
    path: "/reputation",
    title: "rooms.reputation",
    keys: [
      ["P", "keys.choosePeriod"],
      ["C", "keys.compare"],
      [".", "keys.table"],
      ["A", "reputation.note.add"],
      ["← →", "keys.points"],
      ["⇧ ← →", "keys.stretch"],
      ["Enter", "keys.pointMentions"],
    ],
  },
  {
    path: "/alerts",
    title: "rooms.alerts",
    keys: [
      ["A", "keys.acknowledge"],
      ["S", "keys.snooze"],
      ["C", "keys.resolve"],
      ["H", "keys.hold"],
    ],
  },
  {
    path: "/profiles",
    title: "rooms.profiles",
    keys: [
      ["V", "keys.verify"],
      ["R", "keys.reconnect"],
    ],
  },
];
