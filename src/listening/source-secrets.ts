/** What stands for a secret that is not shown. */
export const hidden = "…";

const secretName = /key|token|access|secret|pass|pwd|auth|sig|credential|session|private|hash|code/i;
/** Such as a token in a parameter with an innocent name; public ids (`channel_id`) are as long, and wanted. */
const looksSecret = (name: string, value: string) =>
  value.length >= 20 && !/(?:^|_)(?:id|url|q|query)$/i.test(name);

/** An address without what its query hides: private feeds carry their key there. */
export function withoutSecrets(url: string): string {
  return url.replace(/([?&])([^=&#]+)=([^&#]+)/g, (whole, mark: string, name: string, value: string) =>
    secretName.test(name) || looksSecret(name, value) ? `${mark}${name}=${hidden}` : whole,
  );
}

/** Settings as they may be shown. */
export function shownSettings(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, isAddress(value) ? withoutSecrets(value) : value]),
  );
}

/** Settings as a person sends them back: what was hidden from them and came back untouched is as it was. */
export function restoredSettings(
  given: Readonly<Record<string, unknown>>,
  stored: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const shown = shownSettings(stored);
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, value === shown[name] ? stored[name] : value]),
  );
}

/** All web addresses among some settings, with their names. */
export function addressesIn(settings: Readonly<Record<string, unknown>>): [name: string, url: string][] {
  return Object.entries(settings).flatMap(([name, value]): [string, string][] =>
    isAddress(value) ? [[name, value]] : [],
  );
}

function isAddress(value: unknown): value is string {
  return typeof value === "string" && /^(?:https?|wss?):\/\//i.test(value) && URL.canParse(value);
}
