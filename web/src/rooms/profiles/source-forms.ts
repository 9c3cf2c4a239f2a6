import type { MessageId } from "../../messages/messages.ts";
import { addressFrom } from "./connect-forms.ts";

/** A setting of a source that people are asked for; the rest keeps the connector's defaults. */
export interface SourceField {
  name: "url" | "baseUrl" | "tags" | "query" | "engagement" | "monthlyBudgetUsd";
  label: MessageId;
  hint?: MessageId;
  example?: string;
  isRequired: boolean;
}

/** X charges each reading of a post: https://docs.x.com/x-api/getting-started/pricing */
const engagement: SourceField = {
  name: "engagement",
  label: "source.engagement",
  hint: "source.engagementHint",
  isRequired: false,
};

const budget: SourceField = {
  name: "monthlyBudgetUsd",
  label: "source.budget",
  hint: "source.budgetHint",
  example: "50",
  isRequired: false,
};

/** What is asked for by network and mode. A mode that is not named here asks for nothing. */
export const sourceFields: Readonly<Record<string, readonly SourceField[]>> = {
  "rss feed": [
    {
      name: "url",
      label: "source.url",
      hint: "source.urlHint",
      example: "blog.example.org",
      isRequired: true,
    },
  ],
  "mastodon search": [
    { name: "baseUrl", label: "connect.server", example: "mastodon.social", isRequired: true },
    { name: "tags", label: "source.tags", hint: "source.tagsHint", isRequired: false },
  ],
  "x search": [
    { name: "query", label: "source.query", hint: "source.queryHint", isRequired: false },
    engagement,
    budget,
  ],
  "x replies": [engagement, budget],
  "wordpress replies": [
    { name: "baseUrl", label: "connect.site", example: "blog.example.org", isRequired: true },
  ],
};

/** The settings of POST /sources, from what was written. */
export function sourceSettingsFrom(written: Readonly<Record<string, string>>): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(written)) {
    const text = value.trim();
    if (text === "") continue;
    if (name === "engagement") settings[name] = true;
    // What is no number goes as it is: the answer then says at this field what is wanted.
    else if (name === "monthlyBudgetUsd") settings[name] = amountFrom(text) ?? text;
    else if (name === "url" || name === "baseUrl") settings[name] = addressFrom(text);
    else if (name === "tags")
      settings[name] = text
        .split(/[\s,;]+/)
        .map((tag) => tag.replace(/^#/, ""))
        .filter(Boolean);
    else settings[name] = text;
  }
  return settings;
}

/** "12,50" or "12.50"; null where it is no amount. */
function amountFrom(text: string): number | null {
  const amount = Number(text.replace(",", "."));
  return Number.isFinite(amount) ? amount : null;
}
