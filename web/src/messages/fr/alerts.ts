import type { alerts as english } from "../en/alerts.ts";

export const alerts: Record<keyof typeof english, string> = {
  "alerts.empty": "Calme plat. Aucune alerte jusqu’ici.",
};
