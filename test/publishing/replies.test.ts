import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bluesky } from "../../src/connectors/bluesky/index.ts";
import { hackerNews } from "../../src/connectors/hackernews/index.ts";
import { mastodon } from "../../src/connectors/mastodon/index.ts";
import { wordpress } from "../../src/connectors/wordpress/index.ts";
import { x } from "../../src/connectors/x/index.ts";
import { addressed } from "../../src/publishing/address.ts";
import type { Publisher } from "../../src/publishing/publisher.ts";
import { mentionStart, repliersOf, replyProblem } from "../../src/publishing/replies.ts";

const mention = {
  network: "mastodon",
  remoteId: "https://b.example/1",
  localId: null,
  author: "lea@b.example",
};
const onMastodon = { name: "Mastodon", publisher: mastodon.publisher as Publisher };
const profile = {
  network: "mastodon",
  baseUrl: "https://a.example",
  state: "connected" as "connected" | "reconnect",
};

describe("the text of an answer", () => {
  test.each([
    ["merci", "@lea@b.example merci"],
    ["  merci", "@lea@b.example merci"],
    ["merci @lea@b.example !", "merci @lea@b.example !"],
    ["@Lea@b.example merci", "@Lea@b.example merci"],
    ["@lea@b.example2 merci", "@lea@b.example @lea@b.example2 merci"],
    ["@lea merci", "@lea@b.example @lea merci"],
  ])("%j names whom it answers: %j", (text, wanted) => {
    expect(addressed(text, "@lea@b.example")).toBe(wanted);
  });

  test("is left alone where the network tells the author by itself", () => {
    expect(addressed("merci", null)).toBe("merci");
  });

  test("names nobody twice, however often it is addressed", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const once = addressed(text, "@ada");
        expect(addressed(once, "@ada")).toBe(once);
        expect(once.endsWith(text.trimStart())).toBe(true);
      }),
    );
  });

  test("counts with the name as the network counts names", () => {
    const address = onMastodon.publisher.replies?.address("lea@b.example") ?? null;
    const text = addressed("a".repeat(495), address);
    expect(onMastodon.publisher.countCharacters(text, onMastodon.publisher.limits)).toBe(500);
  });
});

describe("who answers on which network", () => {
  test.each([
    [mastodon.publisher, "lea@b.example", "@lea@b.example"],
    [x.publisher, "@lea", "@lea"],
    [bluesky.publisher, "lea.bsky.social", null],
    [wordpress.publisher, "Léa", null],
  ])("is named as its readers would", (publisher, author, address) => {
    expect(publisher?.replies?.address(author)).toBe(address);
  });

  test("nobody where Vigie does not publish", () => {
    const network = { name: hackerNews.name, publisher: null };
    expect(hackerNews.publisher).toBeUndefined();
    expect(replyProblem({ ...mention, network: "hackernews" }, [profile], network)?.code).toBe(
      "reply_not_supported",
    );
    expect(repliersOf({ ...mention, network: "hackernews" }, [], network).problem?.code).toBe(
      "reply_not_supported",
    );
  });

  test("one profile of the mention's network", () => {
    expect(replyProblem(mention, [profile], onMastodon)).toBeNull();
    expect(replyProblem(mention, [profile, profile], onMastodon)?.code).toBe("reply_one_profile");
    expect(replyProblem(mention, [], onMastodon)?.code).toBe("reply_one_profile");
    expect(replyProblem(mention, [{ ...profile, network: "x" }], onMastodon)?.code).toBe(
      "reply_other_network",
    );
  });

  test("only the blog under which a comment stands", () => {
    const comment = { ...mention, network: "wordpress", remoteId: "blog.example/fr#comment-7" };
    const network = { name: "WordPress", publisher: wordpress.publisher as Publisher };
    const blog = (baseUrl: string) => ({ ...profile, network: "wordpress", baseUrl });
    expect(replyProblem(comment, [blog("https://blog.example/fr")], network)).toBeNull();
    expect(replyProblem(comment, [blog("https://blog.example")], network)?.code).toBe("reply_out_of_reach");
    expect(repliersOf(comment, [blog("https://other.example")], network)).toMatchObject({
      repliers: [],
      problem: { code: "reply_out_of_reach" },
    });
  });

  test("those that are connected; the reason where nobody is", () => {
    const lost = { ...profile, state: "reconnect" as const };
    expect(repliersOf(mention, [lost, profile], onMastodon)).toEqual({ repliers: [profile], problem: null });
    expect(repliersOf(mention, [lost], onMastodon).problem?.code).toBe("reply_reconnect");
    expect(repliersOf(mention, [], onMastodon).problem?.code).toBe("reply_no_profile");
  });
});

test("a long mention is told by its start", () => {
  expect(mentionStart("court")).toBe("court");
  expect([...mentionStart("👍".repeat(300))]).toHaveLength(200);
});
