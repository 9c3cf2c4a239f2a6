import type { MessageId } from "../../messages/messages.ts";
import type { IconName } from "../../shared/icon-paths.ts";
import type { ShownState } from "./model.ts";

/** Icon, word and colour of each state: never one of them alone. */
export const stateLooks = {
  draft: { icon: "pencil", word: "calendar.state.draft", tone: "state-draft" },
  approval: { icon: "eye-check", word: "calendar.state.approval", tone: "state-approval" },
  scheduled: { icon: "clock", word: "calendar.state.scheduled", tone: "state-scheduled" },
  publishing: { icon: "cloud-upload", word: "calendar.state.publishing", tone: "state-publishing" },
  published: { icon: "circle-check", word: "calendar.state.published", tone: "state-published" },
  failed: { icon: "alert-octagon", word: "calendar.state.failed", tone: "state-failed" },
  unconfirmed: { icon: "help-hexagon", word: "calendar.state.unconfirmed", tone: "state-unconfirmed" },
  missed: { icon: "clock-x", word: "calendar.state.missed", tone: "state-missed" },
  held: { icon: "hand-stop", word: "calendar.state.held", tone: "state-held" },
  cancelled: { icon: "ban", word: "calendar.state.cancelled", tone: "state-cancelled" },
} as const satisfies Record<ShownState, { icon: IconName; word: MessageId; tone: `state-${string}` }>;
