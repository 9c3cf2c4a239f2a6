import { alerts } from "./alerts.ts";
import { calendar } from "./calendar.ts";
import { campaigns } from "./campaigns.ts";
import { common } from "./common.ts";
import { composer } from "./composer.ts";
import { entry } from "./entry.ts";
import { frame } from "./frame.ts";
import { health } from "./health.ts";
import { mentions } from "./mentions.ts";
import { profiles } from "./profiles.ts";
import { reports } from "./reports.ts";
import { reputation } from "./reputation.ts";
import { review } from "./review.ts";
import { settings } from "./settings.ts";
import { views } from "./views.ts";
import { welcome } from "./welcome.ts";

/** All that the app says in English; one file a room. */
export default {
  ...common,
  ...frame,
  ...entry,
  ...calendar,
  ...campaigns,
  ...composer,
  ...review,
  ...mentions,
  ...reputation,
  ...reports,
  ...alerts,
  ...profiles,
  ...health,
  ...settings,
  ...views,
  ...welcome,
} as const;
