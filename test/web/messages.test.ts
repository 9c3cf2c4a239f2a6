import { describe, expect, test } from "vitest";
import english from "../../web/src/messages/en/all.ts";
import french from "../../web/src/messages/fr/all.ts";

const both = Object.entries({ english, french } as Record<string, Record<string, string>>);

describe("what the web app says", () => {
  test("is said in both languages, with the same values put in", () => {
    expect(Object.keys(french).sort()).toEqual(Object.keys(english).sort());
    const filled = (text: string) => new Set(text.match(/\{\w+(?=[,}])/g));
    for (const [key, text] of Object.entries(english))
      expect({ key, filled: filled(french[key as keyof typeof french]) }).toEqual({
        key,
        filled: filled(text),
      });
  });

  test.each(both)(
    "is written with typographic apostrophes and without exclamation: %s",
    (_name, messages) => {
      expect(Object.entries(messages).filter(([, text]) => /['!]/.test(text))).toEqual([]);
    },
  );

  test("has narrow spaces that do not break before : ; ? and inside « » in French", () => {
    // The colon of 14:05 and what is inside of ICU's braces is not prose.
    const prose = (text: string) => text.replace(/\{\w+, plural,.*\}/, "");
    const wrong = Object.entries(french).filter(([, text]) =>
      /[^\u202f\d:/]([:;?»](?!\/))|«(?!\u202f)/.test(prose(text)),
    );
    expect(wrong).toEqual([]);
  });
});
