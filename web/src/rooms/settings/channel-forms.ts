import type { MessageId } from "../../messages/messages.ts";

/** A setting that people are asked for; the rest keeps its default. */
export interface ChannelField {
  name: string;
  label: MessageId;
  hint?: MessageId;
  example?: string;
  isSecret?: boolean;
  isOptional?: boolean;
}

export const channelKinds = ["email", "slack", "discord", "telegram", "webhook"] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** What each kind of channel asks for, as its connector wants it. */
export const channelFields: Readonly<Record<ChannelKind, readonly ChannelField[]>> = {
  email: [{ name: "to", label: "settings.channelTo", example: "astreinte@lumen.example" }],
  slack: [
    {
      name: "url",
      label: "settings.channelUrl",
      hint: "settings.slackHint",
      example: "https://hooks.slack.com/services/…",
      isSecret: true,
    },
  ],
  discord: [
    {
      name: "url",
      label: "settings.channelUrl",
      hint: "settings.discordHint",
      example: "https://discord.com/api/webhooks/…",
      isSecret: true,
    },
  ],
  telegram: [
    { name: "botToken", label: "settings.botToken", hint: "settings.telegramHint", isSecret: true },
    { name: "chatId", label: "settings.chatId", example: "-1001234567890" },
  ],
  webhook: [
    { name: "url", label: "settings.channelUrl", example: "https://example.org/vigie" },
    {
      name: "secret",
      label: "settings.webhookSecret",
      hint: "settings.webhookHint",
      isSecret: true,
      isOptional: true,
    },
  ],
};

/** The settings of POST /channels, from what was written. */
export function channelSettingsFrom(
  kind: ChannelKind,
  written: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const { name } of channelFields[kind]) {
    const text = written[name]?.trim() ?? "";
    if (text === "") continue;
    const addresses = name === "to" ? text.split(/[\s,;]+/).filter(Boolean) : [];
    settings[name] = addresses.length > 1 ? addresses : text;
  }
  return settings;
}
