import { describe, expect, test } from "vitest";
import { BadConfig, readConfig, workerNames } from "../../config/config.ts";

const secret = "s3cret-".repeat(6);

/** What a start with these settings says, by setting. */
function problemsOf(env: Record<string, string>): Record<string, { given: string; wanted: string }> {
  try {
    readConfig(env);
  } catch (error) {
    if (!(error instanceof BadConfig)) throw error;
    return Object.fromEntries(error.problems.map(({ name, given, wanted }) => [name, { given, wanted }]));
  }
  return {};
}

describe("without any setting", () => {
  test("Vigie runs by itself on this machine alone, with the demo and every worker", () => {
    expect(readConfig({})).toEqual({
      port: 4400,
      host: "127.0.0.1",
      databaseUrl: null,
      redisUrl: null,
      dataFolder: ".vigie",
      secretKeys: null,
      publicUrl: null,
      bootstrapApiKey: null,
      trustedProxies: [],
      demo: true,
      isDemoAskedFor: false,
      workers: [...workerNames],
      allowPrivateAddresses: false,
      logLevel: "info",
      smtpUrl: null,
      sentimentModel: null,
      lateGraceSeconds: 900,
      dispatchHorizonSeconds: 900,
      publishConcurrency: 400,
      baseUrls: {},
      oauthClients: {},
    });
  });

  test("an empty variable is as good as none, as a compose file leaves them", () => {
    expect(readConfig({ PORT: "", DATABASE_URL: "", REDIS_URL: "" })).toEqual(readConfig({}));
  });
});

describe("with a database of the operator's", () => {
  const env = { DATABASE_URL: "postgresql://db.example/vigie", VIGIE_SECRET_KEY: secret };

  test("it listens to all addresses and shows no demo", () => {
    expect(readConfig(env)).toMatchObject({ host: "0.0.0.0", demo: false, secretKeys: [secret] });
  });

  test("it does not start without a key: a key kept in a container would be gone with it", () => {
    expect(problemsOf({ DATABASE_URL: env.DATABASE_URL })).toMatchObject({
      VIGIE_SECRET_KEY: { given: "not set" },
    });
  });

  test("a new key is put before the old one, separated by a comma", () => {
    const older = "older-key-".repeat(4);
    expect(readConfig({ ...env, VIGIE_SECRET_KEY: `${secret}, ${older}` }).secretKeys).toEqual([
      secret,
      older,
    ]);
  });

  test("a comma within a key does not cut it into keys that are too short to be any", () => {
    const phrase = "a phrase that somebody chose, with a comma";
    expect(readConfig({ ...env, VIGIE_SECRET_KEY: phrase }).secretKeys).toEqual([phrase]);
    expect(readConfig({ ...env, VIGIE_SECRET_KEY: `${secret},` }).secretKeys).toEqual([`${secret},`]);
  });
});

describe("a setting that cannot be used is named with what it got and what it wants", () => {
  test.each([
    ["PORT", "abc", '"abc"', "a whole number"],
    ["PORT", "80.5", '"80.5"', "a whole number"],
    ["PORT", "70000", '"70000"', "at most 65535"],
    ["PORT", "-1", '"-1"', "at least 0"],
    ["LOG_LEVEL", "loud", '"loud"', "one of trace, debug, info, warn, error, fatal, silent"],
    ["VIGIE_DEMO", "yes", '"yes"', "one of 0, 1"],
    ["VIGIE_ALLOW_PRIVATE_ADDRESSES", "true", '"true"', "one of 0, 1"],
    ["VIGIE_LATE_GRACE_SECONDS", "-5", '"-5"', "at least 0"],
    ["VIGIE_PUBLISH_CONCURRENCY", "0", '"0"', "at least 1"],
    ["VIGIE_PUBLIC_URL", "vigie.example", '"vigie.example"', "a URL that begins with http:// or https://"],
    [
      "VIGIE_BOOTSTRAP_API_KEY",
      "a phrase of many words, which no header carries",
      "a text of 47 characters",
      "letters, digits and signs of ASCII, without spaces",
    ],
    [
      "VIGIE_TRUSTED_PROXIES",
      "10.0.0.0/8, everybody",
      '"10.0.0.0/8, everybody"',
      "addresses or networks such as 10.0.0.0/8, separated by commas; also loopback, linklocal, uniquelocal",
    ],
    [
      "VIGIE_SENTIMENT_LANGUAGES",
      "French",
      '"French"',
      "languages by their two letters (ISO 639-1), such as en,fr",
    ],
    [
      "VIGIE_WORKERS",
      "publisher,baker",
      '"publisher,baker"',
      '"none", or some of scheduler,publisher,listener,alerter',
    ],
    [
      "VIGIE_MASTODON_BASE_URL",
      "ftp://social",
      '"ftp://social"',
      "a URL that begins with http:// or https://",
    ],
  ])("%s=%s", (name, value, given, wanted) => {
    expect(problemsOf({ [name]: value })).toEqual({ [name]: { given, wanted } });
  });

  test("a sentiment model comes with the languages it was made for", () => {
    expect(problemsOf({ VIGIE_SENTIMENT_MODEL: "models/mine" })).toMatchObject({
      VIGIE_SENTIMENT_LANGUAGES: { given: "not set" },
    });
    const env = { VIGIE_SENTIMENT_MODEL: "models/mine", VIGIE_SENTIMENT_LANGUAGES: "fr, en" };
    expect(readConfig(env).sentimentModel).toEqual({ folder: "models/mine", languages: ["fr", "en"] });
  });

  test("all at once, not one start after the other", () => {
    const problems = problemsOf({ PORT: "x", LOG_LEVEL: "y", VIGIE_WORKERS: "z", VIGIE_X_BASE_URL: "w" });
    expect(Object.keys(problems).sort()).toEqual(["LOG_LEVEL", "PORT", "VIGIE_WORKERS", "VIGIE_X_BASE_URL"]);
  });

  test.each([
    ["DATABASE_URL", "mysql://vigie:hunter2hunter2@db/vigie"],
    ["DATABASE_URL", "hunter2hunter2"],
    ["REDIS_URL", "http://:hunter2hunter2@redis"],
    ["SMTP_URL", "imap://me:hunter2hunter2@mail"],
    ["VIGIE_SECRET_KEY", "hunter2hunter2"],
    ["VIGIE_BOOTSTRAP_API_KEY", "hunter2hunter2"],
    ["VIGIE_MASTODON_BASE_URL", "ftp://me:hunter2hunter2@social.example"],
    ["VIGIE_PUBLIC_URL", "ftp://me:hunter2hunter2@vigie.example"],
  ])("but the secret in %s=%s is never repeated", (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(BadConfig);
    expect(() => readConfig({ [name]: value })).toThrow(expect.not.stringContaining("hunter2hunter2"));
    try {
      readConfig({ [name]: value });
    } catch (error) {
      expect(JSON.stringify(error)).not.toContain("hunter2hunter2");
      expect(String(error)).not.toContain("hunter2hunter2");
      expect(String(error)).toContain(name);
    }
  });
});

test("workers are picked by name, and none can be picked", () => {
  expect(readConfig({ VIGIE_WORKERS: "publisher, listener" }).workers).toEqual(["publisher", "listener"]);
  expect(readConfig({ VIGIE_WORKERS: "none" }).workers).toEqual([]);
});

test("proxies that are trusted are named one by one", () => {
  const env = { VIGIE_TRUSTED_PROXIES: "10.0.0.2, 172.16.0.0/12,loopback, 2001:db8::/32" };
  expect(readConfig(env).trustedProxies).toEqual(["10.0.0.2", "172.16.0.0/12", "loopback", "2001:db8::/32"]);
});

test("the address of any network can be set, and loses its trailing slash", () => {
  const env = {
    VIGIE_MASTODON_BASE_URL: "https://social.example/",
    VIGIE_X_BASE_URL: "http://localhost:1/x",
  };
  expect(readConfig(env).baseUrls).toEqual({ mastodon: "https://social.example", x: "http://localhost:1/x" });
});
