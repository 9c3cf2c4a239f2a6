import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scoreText } from "../../src/sentiment/score.ts";

const label = (text: string, language: string) => scoreText(text, language)?.label;
const score = (text: string, language: string) => scoreText(text, language)?.score ?? Number.NaN;

describe("what a text says", () => {
  test.each([
    ["en", "I love this phone, the battery is amazing", "positive"],
    ["en", "Worst customer service ever, what a scam", "negative"],
    ["en", "The meeting is on Tuesday at the town hall", "neutral"],
    ["fr", "Livraison rapide, je suis ravie de mon achat", "positive"],
    ["fr", "Colis jamais reçu, service client injoignable, une honte", "negative"],
    ["fr", "La réunion aura lieu mardi à la mairie", "neutral"],
    ["de", "Wunderbar, sehr freundlicher Service, vielen Dank", "positive"],
    ["de", "Furchtbar, das ist reine Abzocke", "negative"],
    ["es", "Me encanta, la atención es excelente", "positive"],
    ["es", "Qué vergüenza, el peor servicio", "negative"],
    ["it", "Bellissimo posto, personale gentile, grazie", "positive"],
    ["it", "Che schifo, una truffa vergognosa", "negative"],
    ["pt", "Adorei, atendimento maravilhoso", "positive"],
    ["pt", "Péssimo atendimento, uma vergonha", "negative"],
  ])("%s: %s is %s", (language, text, expected) => {
    expect(label(text, language)).toBe(expected);
  });

  test("a language without a word list gets no score rather than a guess", () => {
    expect(scoreText("هذا رائع جدا", "ar")).toBeNull();
    expect(scoreText("שלום עולם", "he")).toBeNull();
    expect(scoreText("whatever", "und")).toBeNull();
    expect(scoreText("whatever", "constructor")).toBeNull();
  });

  test("a region of a language is that language", () => {
    expect(scoreText("super génial", "fr-CA")).toEqual(scoreText("super génial", "fr"));
  });

  test("each score names the words that made it, as they were written", () => {
    expect(scoreText("Service DÉÇEVANT, et nul", "fr")?.words.map(({ word }) => word)).toEqual([
      "DÉÇEVANT",
      "nul",
    ]);
  });

  test("a text with nothing in it is neutral", () => {
    expect(scoreText("", "fr")).toEqual({ label: "neutral", score: 0, words: [] });
  });
});

describe("how people write", () => {
  test("missing accents change nothing", () => {
    expect(score("tres decu, qualite mediocre", "fr")).toBe(score("très déçu, qualité médiocre", "fr"));
  });

  test("an elided article or pronoun leaves the word readable", () => {
    expect(label("C'est l'arnaque, j'déteste", "fr")).toBe("negative");
    expect(label("Quelle horreur, qu’horrible accueil d’incompétents", "fr")).toBe("negative");
  });

  test("drawn out letters make a word stronger, not unknown", () => {
    expect(score("c'est suuuuper", "fr")).toBeGreaterThan(score("c'est super", "fr"));
    expect(score("this is baaaad", "en")).toBeLessThan(score("this is bad", "en"));
  });

  test("capitals make a word stronger in a text that is not all capitals", () => {
    expect(score("this is TERRIBLE service", "en")).toBeLessThan(score("this is terrible service", "en"));
    expect(score("THIS IS TERRIBLE SERVICE", "en")).toBe(score("this is terrible service", "en"));
  });

  test("exclamation marks make it stronger", () => {
    expect(score("quelle déception !!!", "fr")).toBeLessThan(score("quelle déception", "fr"));
  });

  test("hashtags are read word by word, with and without capitals", () => {
    expect(label("Mon train #NulAChier", "fr")).toBe("negative");
    expect(label("Mon train #nulachier", "fr")).toBe("negative");
    expect(label("New phone #BestDayEver", "en")).toBe("positive");
  });

  test("emoji and emoticons alone are enough", () => {
    expect(label("😍😍", "fr")).toBe("positive");
    expect(label("🤮", "en")).toBe("negative");
    expect(label("👍🏽", "de")).toBe("positive");
    expect(label("mon colis :(", "fr")).toBe("negative");
    expect(label("the parcel :-)", "en")).toBe("positive");
    expect(label("mon colis <3", "fr")).toBe("positive");
  });

  test.each([
    ["en", "tickets at the Happy Giant shop in Joy Street", "tickets at the happy giant shop in joy street"],
    ["fr", "la tournée passe par le Bonheur Palace", "la tournée passe par le bonheur palace"],
    ["es", "hoy actúa el grupo Amor Bravo", "hoy actúa el grupo amor bravo"],
  ])("%s: « %s » weighs less in a name", (language, named, plain) => {
    expect(score(named, language)).toBeLessThan(score(plain, language));
  });

  test.each([
    "Tarte aux fraises à l'ouest du village, vin en carafe",
    "Une boîte en carton pour la pêche et du bois à brûler",
    "Le procès reprend lundi au tribunal",
    "The library is open from nine to six on Mondays",
  ])("« %s » is a plain fact", (text) => {
    expect(label(text, /[éàû]/.test(text) ? "fr" : "en")).toBe("neutral");
  });

  test("a capital says nothing of a word that starts a sentence, of a German noun and of a workspace's own word", () => {
    expect(label("Arrived today. Great.", "en")).toBe("positive");
    expect(label("was für eine Freude", "de")).toBe("positive");
    const own = { overrides: new Map([["fizz", 4]]) };
    expect(scoreText("a glass of Fizz", "en", own)).toEqual({
      ...scoreText("a glass of fizz", "en", own),
      words: [{ word: "Fizz", weight: 4 }],
    });
  });

  test("links, handles and the colon of an address feel nothing", () => {
    expect(scoreText("@love_hate http://hate.example/awful ftp://x", "en")?.words).toEqual([]);
  });
});

describe("words in their place", () => {
  test.each([
    ["fr", "je n'aime pas", "j'aime"],
    ["fr", "j'aime pas", "j'aime"],
    ["fr", "ce n'est pas bien", "c'est bien"],
    ["fr", "il n'a jamais été agréable", "il a été agréable"],
    ["fr", "aucun plaisir", "plaisir"],
    ["fr", "sans talent", "talent"],
    ["fr", "il ne fonctionne plus parfaitement", "il fonctionne parfaitement"],
    ["en", "I don't like it", "I like it"],
    ["en", "I dont like it", "I like it"],
    ["en", "never a good idea", "a good idea"],
    ["en", "not very helpful", "very helpful"],
    ["de", "das ist nicht gut", "das ist gut"],
    ["es", "no es bueno", "es bueno"],
    ["it", "non è bello", "è bello"],
    ["pt", "não é bom", "é bom"],
  ])("%s: « %s » turns « %s » around", (language, negated, plain) => {
    expect(score(plain, language)).toBeGreaterThan(0);
    expect(score(negated, language)).toBeLessThan(0);
  });

  test("a negated fault is no longer a fault", () => {
    expect(label("aucun problème", "fr")).toBe("positive");
    expect(label("sans souci", "fr")).toBe("positive");
    expect(label("not bad at all", "en")).not.toBe("negative");
    expect(label("je n'ai jamais été déçue", "fr")).not.toBe("negative");
  });

  test("a negation reaches no further than its clause", () => {
    expect(score("pas de bug, excellent accueil", "fr")).toBeGreaterThan(0.35);
    expect(score("I did not call. Great service", "en")).toBeGreaterThan(0.35);
  });

  test("plus is more, unless ne stands before it", () => {
    expect(score("plus agréable", "fr")).toBeGreaterThan(0);
    expect(score("ce n'est plus agréable", "fr")).toBeLessThan(0);
  });

  test("ne … que only limits", () => {
    expect(label("ce n'est qu'une arnaque", "fr")).toBe("negative");
  });

  test("strengthening and weakening words count", () => {
    expect(score("très agréable", "fr")).toBeGreaterThan(score("agréable", "fr"));
    expect(score("un peu agréable", "fr")).toBeLessThan(score("agréable", "fr"));
    expect(score("extremely rude", "en")).toBeLessThan(score("rude", "en"));
  });

  test("what follows a but counts more than what stood before", () => {
    expect(score("bon produit mais mauvais service", "fr")).toBeLessThan(
      score("mauvais service et bon produit", "fr"),
    );
    expect(label("Beautiful hotel but horrible staff", "en")).toBe("negative");
  });

  test("thanks beside a complaint are meant the other way round", () => {
    expect(label("Merci pour cette arnaque, bravo", "fr")).toBe("negative");
  });
});

describe("a workspace's own words", () => {
  test("they win over the list, in any spelling, and say so in the words", () => {
    const overrides = new Map([
      ["Éolienne", 4],
      ["pas terrible", 5],
    ]);
    expect(scoreText("une eolienne", "fr", { overrides })).toMatchObject({
      label: "positive",
      words: [{ word: "eolienne", weight: 4 }],
    });
    expect(scoreText("pas terrible", "fr", { overrides })?.label).toBe("positive");
  });

  test("they stay with their workspace", () => {
    const before = scoreText("une eolienne", "fr");
    scoreText("une eolienne", "fr", { overrides: new Map([["éolienne", -5]]) });
    expect(scoreText("une eolienne", "fr")).toEqual(before);
  });

  test("they are turned by a negation like any other word", () => {
    const overrides = new Map([["carré", 3]]);
    expect(scoreText("ce n'est pas carré", "fr", { overrides })?.score).toBeLessThan(0);
  });
});

describe("whatever comes in", () => {
  const languages = fc.constantFrom("en", "fr", "de", "es", "it", "pt");

  test("a score lies between -1 and 1, and the same text always gets the same one", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), languages, (text, language) => {
        const scored = scoreText(text, language);
        expect(Math.abs(scored?.score ?? 2)).toBeLessThanOrEqual(1);
        expect(scoreText(text, language)).toEqual(scored);
      }),
    );
  });

  test("any mix of known words and marks stays within bounds", () => {
    const word = fc.constantFrom(
      "nul",
      "génial",
      "pas",
      "ne",
      "plus",
      "très",
      "mais",
      "!!!",
      "😡",
      ",",
      "#NulAChier",
      "merci",
      "|",
      "weight+50",
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 200 }), (words) => {
        const scored = scoreText(words.join(" "), "fr");
        expect(Math.abs(scored?.score ?? 2)).toBeLessThanOrEqual(1);
        for (const { weight } of scored?.words ?? []) expect(Number.isFinite(weight)).toBe(true);
      }),
    );
  });

  test("broken UTF-16 is read around", () => {
    expect(label("\uD83D génial \uDE00\uD83D", "fr")).toBe("positive");
  });

  test.each([
    ["words", "nul génial pas "],
    ["one endless word", "a"],
    ["one drawn out letter", "é"],
    ["negations", "ne "],
    ["colons and brackets", ":-("],
    ["joined emoji", "👩\u200D"],
    ["hash signs", "#A"],
    ["elisions", "n't"],
  ])("a megabyte of %s is read to its end", (_, piece) => {
    // Some seconds; what looks at each word with all the others would take hours, and not come to an end here.
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    expect(scoreText(text, "fr")).not.toBeNull();
    expect(scoreText(text, "en")).not.toBeNull();
  });
});
