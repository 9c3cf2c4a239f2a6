/**
 * Writes out the forms of a lemma, so that the word lists stay readable: one lemma a line, with a tag after a slash.
 * The rules are the regular ones of each language; what they get wrong is listed in full instead, without a tag.
 * They may make a form nobody writes; that costs nothing.
 *
 * Tags: `n` noun (plural), `a` adjective (gender and number), `v` regular verb; what is regular depends on the language.
 */
export function inflect(lemma: string, tag: string, language: string): string[] {
  return rules[`${language} ${tag}`]?.(lemma) ?? unknownTag(lemma, tag, language);
}

type Rule = (lemma: string) => string[];

const rules: Readonly<Record<string, Rule>> = {
  "en n": (w) => [w, englishPlural(w)],
  "en a": (w) => [w, ...englishDegrees(w)],
  "en v": (w) => [w, englishPlural(w), ...englishPast(w)],
  "fr n": (w) => [w, frenchPlural(w)],
  "fr a": frenchAdjective,
  "fr v": frenchVerb,
  "de a": (w) => withEndings(w, "- e er es en em ere eren ste sten"),
  "de n": (w) => withEndings(w, "- e en n er s"),
  "de v": germanVerb,
  "es n": (w) => [w, romancePlural(w)],
  "es a": romanceAdjective,
  "es v": spanishVerb,
  "pt n": (w) => [w, romancePlural(w)],
  "pt a": romanceAdjective,
  "pt v": portugueseVerb,
  "it n": (w) => [w, `${w.slice(0, -1)}i`, `${w.slice(0, -1)}e`],
  "it a": italianAdjective,
  "it v": italianVerb,
};

function unknownTag(lemma: string, tag: string, language: string): never {
  throw new Error(`"${lemma}/${tag}": no such tag in the word list of "${language}"`);
}

/** @param endings separated by spaces; `-` is none */
function withEndings(stem: string, endings: string): string[] {
  return endings.split(" ").map((ending) => (ending === "-" ? stem : stem + ending));
}

function englishPlural(w: string): string {
  if (/[^aeiou]y$/.test(w)) return `${w.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(w) ? `${w}es` : `${w}s`;
}

function englishDegrees(w: string): string[] {
  if (/[^aeiou]y$/.test(w)) return withEndings(w.slice(0, -1), "ier iest ily");
  return withEndings(w.endsWith("e") ? w.slice(0, -1) : w, w.endsWith("e") ? "er est ely" : "er est ly");
}

function englishPast(w: string): string[] {
  if (/[^aeiou]y$/.test(w)) return [`${w.slice(0, -1)}ied`, `${w}ing`];
  if (w.endsWith("e")) return [`${w}d`, `${w.slice(0, -1)}ing`];
  const doubled = w + w.slice(-1);
  return /[^aeiou][aeiou][bdgmnprt]$/.test(w)
    ? [`${doubled}ed`, `${doubled}ing`, `${w}ed`, `${w}ing`]
    : [`${w}ed`, `${w}ing`];
}

function frenchPlural(w: string): string {
  if (/[sxz]$/.test(w)) return w;
  if (/(au|eu)$/.test(w)) return `${w}x`;
  return w.endsWith("al") ? `${w.slice(0, -1)}ux` : `${w}s`;
}

const frenchFeminines: readonly [RegExp, string][] = [
  [/eux$/, "euse"],
  [/teur$/, "trice"],
  [/eur$/, "euse"],
  [/if$/, "ive"],
  [/er$/, "ère"],
  [/(el|eil|il|en|on|et|s)$/, "$1$1e"],
  [/c$/, "que"],
  [/(e)$/, "$1"],
  [/$/, "e"],
];

function frenchAdjective(w: string): string[] {
  const [ending, feminine] = frenchFeminines.find(([pattern]) => pattern.test(w)) ?? [/$/, "e"];
  const doubled = feminine === "$1$1e" ? w.replace(/(.)$/, "$1$1e") : w.replace(ending, feminine);
  // Both the doubled and the plain feminine: grosse and grise, nette and secrète.
  return [w, frenchPlural(w), doubled, `${doubled}s`, ...(/[stl]$/.test(w) ? [`${w}e`, `${w}es`] : [])];
}

const firstGroup =
  "er e es ons ez ent ant é ée és ées ais ait ions iez aient erai eras era erons erez eront erais erait eraient a èrent";
const secondGroup =
  "ir is it issons issez issent isse issant issante issants issantes i ie ies issais issait issaient ira iras irai irez iront irait irais";

function frenchVerb(w: string): string[] {
  const stem = w.slice(0, -2);
  if (w.endsWith("ir")) return withEndings(stem, secondGroup);
  if (!w.endsWith("er"))
    return withEndings(stem, "re s - t ons ez ent ant u ue us ues ais ait aient ra rai rait");
  const forms = withEndings(stem, firstGroup);
  if (w.endsWith("ger")) forms.push(...withEndings(`${stem}e`, "ons ant ait ais aient a"));
  if (/(oy|uy|ay)er$/.test(w)) forms.push(...withEndings(`${stem.slice(0, -1)}i`, "e es ent era erait"));
  return /(el|et)er$/.test(w) ? [...forms, ...withEndings(stem + stem.slice(-1), "e es ent era")] : forms;
}

function germanVerb(w: string): string[] {
  const stem = w.replace(/e?n$/, "");
  const participle = /^(be|ent|er|ge|miss|ver|zer)|ieren$/.test(w) ? `${stem}t` : `ge${stem}t`;
  return [w, ...withEndings(stem, "e st t te ten test end"), ...withEndings(participle, "- e er es en")];
}

function romancePlural(w: string): string {
  if (w.endsWith("z")) return `${w.slice(0, -1)}ces`;
  if (/(ão)$/.test(w)) return w.replace(/ão$/, "ões");
  if (/[aeiou]l$/.test(w)) return w.replace(/l$/, "les");
  if (w.endsWith("m")) return `${w.slice(0, -1)}ns`;
  if (/[sx]$/.test(w)) return w;
  return /[aeiouáéíóúê]$/.test(w) ? `${w}s` : `${w.replace(/ón$/, "on")}es`;
}

function romanceAdjective(w: string): string[] {
  const plurals = [
    w,
    romancePlural(w),
    ...(w.endsWith("l") ? [w.replace(/.l$/, "ais"), w.replace(/.l$/, "eis")] : []),
  ];
  if (w.endsWith("o")) return withEndings(w.slice(0, -1), "o a os as ísimo ísima íssimo íssima");
  return /(or|ón)$/.test(w) ? [...plurals, `${w}a`, `${w}as`] : plurals;
}

function spanishVerb(w: string): string[] {
  const stem = w.slice(0, -2);
  if (!w.endsWith("ar")) {
    return withEndings(
      stem,
      `${w.slice(-2)} o es e emos imos en í ió ieron ía ían ido ida idos idas iendo a an`,
    );
  }
  return withEndings(
    stem,
    "ar o as a amos áis an é aste ó aron aba aban ado ada ados adas ando e en ará aría",
  );
}

function portugueseVerb(w: string): string[] {
  const stem = w.slice(0, -2);
  if (!w.endsWith("ar")) {
    return withEndings(
      stem,
      `${w.slice(-2)} o es e emos imos em i eu iu eram iram ia iam ido ida idos idas endo indo a am`,
    );
  }
  return withEndings(stem, "ar o as a amos am ei ou aram ava avam ado ada ados adas ando e em ará aria");
}

function italianAdjective(w: string): string[] {
  const stem = w.slice(0, -1);
  if (w.endsWith("e")) return [w, `${stem}i`];
  // c and g keep their sound before i and e: stanco, stanchi.
  return withEndings(stem, "o a i e hi he issimo issima issimi");
}

function italianVerb(w: string): string[] {
  const stem = w.slice(0, -3);
  if (w.endsWith("are")) {
    return withEndings(stem, "are o i a iamo ate ano ato ata ati ava avano ando erà erebbe hi herà");
  }
  const vowel = w.slice(-3, -2);
  return withEndings(
    stem,
    `${vowel}re o i e iamo ${vowel}te ono uto uta uti ito ita iti ${vowel}va endo isco isce iscono`,
  );
}
