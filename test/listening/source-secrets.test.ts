import { expect, test } from "vitest";
import { restoredSettings, shownSettings, withoutSecrets } from "../../src/listening/source-secrets.ts";

test.each([
  ["https://example.org/feed?token=abc&format=rss", "https://example.org/feed?token=…&format=rss"],
  ["https://example.org/feed?lang=fr#top", "https://example.org/feed?lang=fr#top"],
  ["https://example.org/feed?u=0123456789abcdef0123456789abcdef", "https://example.org/feed?u=…"],
  [
    "https://www.youtube.com/feeds/videos.xml?channel_id=UC_x5XG1OV2P6uZZ5FSM9Ttw",
    "https://www.youtube.com/feeds/videos.xml?channel_id=UC_x5XG1OV2P6uZZ5FSM9Ttw",
  ],
  ["wss://example.org/?access=abc", "wss://example.org/?access=…"],
  ["https://example.org/?a&api_key=1&b=2", "https://example.org/?a&api_key=…&b=2"],
])("the address %s is shown as %s", (url, shown) => expect(withoutSecrets(url)).toBe(shown));

test("settings that come back as they were shown keep what was hidden", () => {
  const stored = { url: "https://example.org/feed?token=abc", depth: 3 };
  const shown = shownSettings(stored);
  expect(shown).toEqual({ url: "https://example.org/feed?token=…", depth: 3 });
  expect(restoredSettings({ ...shown, depth: 4 }, stored)).toEqual({ ...stored, depth: 4 });
  expect(restoredSettings({ url: "https://example.org/new" }, stored)).toEqual({
    url: "https://example.org/new",
  });
});
