import type { MessageId } from "../messages/messages.ts";
import type { IconName } from "../shared/icon-paths.ts";

/** The rooms of the menu, in its order; `letter` follows G on the keyboard. */
export const rooms = [
  { path: "/calendar", icon: "calendar", letter: "c", title: "rooms.calendar" },
  { path: "/review", icon: "eye-check", letter: "v", title: "rooms.review" },
  { path: "/campaigns", icon: "target-arrow", letter: "l", title: "rooms.campaigns" },
  { path: "/mentions", icon: "messages", letter: "m", title: "rooms.mentions" },
  { path: "/reputation", icon: "chart-histogram", letter: "r", title: "rooms.reputation" },
  { path: "/alerts", icon: "bell", letter: "a", title: "rooms.alerts" },
  { path: "/reports", icon: "report-analytics", letter: "t", title: "rooms.reports" },
  { path: "/profiles", icon: "plug-connected", letter: "p", title: "rooms.profiles" },
  { path: "/settings", icon: "settings", letter: "s", title: "rooms.settings" },
] as const satisfies readonly { path: string; icon: IconName; letter: string; title: MessageId }[];

export type RoomPath = (typeof rooms)[number]["path"];
/** What the bottom bar of a phone has room for; the rest is behind its last button. */
export const roomsOnPhones: readonly RoomPath[] = ["/calendar", "/review", "/mentions", "/alerts"];
