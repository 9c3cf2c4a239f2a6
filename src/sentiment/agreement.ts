import { type Label, labels } from "./label.ts";

/** What a text is, and what it was read as. */
export interface Reviewed {
  label: Label;
  read: Label;
}

/** How well readings agree with what people say, in percent. */
export interface Agreement {
  texts: number;
  /** Mean of the F1 of the three labels. */
  macroF1: number;
  f1: Readonly<Record<Label, number>>;
}

/** F1 is the harmonic mean of precision and recall; a label that is neither meant nor read has 0. */
export function agreementOf(reviewed: readonly Reviewed[]): Agreement {
  const f1 = (label: Label) => {
    const meant = reviewed.filter((text) => text.label === label).length;
    const read = reviewed.filter((text) => text.read === label).length;
    const both = reviewed.filter((text) => text.label === label && text.read === label).length;
    return meant + read === 0 ? 0 : (200 * both) / (meant + read);
  };
  const all = { negative: f1("negative"), neutral: f1("neutral"), positive: f1("positive") };
  const macroF1 = labels.reduce((sum, label) => sum + all[label], 0) / labels.length;
  return { texts: reviewed.length, macroF1, f1: all };
}
