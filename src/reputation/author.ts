import { Prisma } from "../generated/prisma/client.ts";

/**
 * Whether a column holds this handle, in any case, with or without `@`. Where the database was made with the locale C,
 * as the embedded one is, its `lower` knows ASCII only, and feeds know authors by names such as « Élodie »: beyond ASCII
 * the usual ways of writing a name are tried. An index on `lower` of the column serves both.
 */
export function isAuthor(column: Prisma.Sql, handle: string): Prisma.Sql {
  const [only = "", ...others] = writtenForms(handle);
  return others.length === 0
    ? Prisma.sql`lower(${column}) = lower(${only})`
    : Prisma.sql`lower(${column}) = any (array(select lower(form) from unnest(${[only, ...others]}::text[]) form))`;
}

/** A handle as given, small, capital, and with capitals where words begin; once each where ASCII does not tell them apart. */
function writtenForms(handle: string): string[] {
  const given = handle.normalize("NFC").replace(/^@/u, "");
  const small = given.toLowerCase();
  const capitalised = small.replace(wordStart, (letter) => letter.toUpperCase());
  const forms = [given, small, given.toUpperCase(), capitalised];
  return [...new Map(forms.map((form) => [asciiLower(form), form])).values()];
}

const wordStart = /(?<![\p{L}\p{M}\p{N}])\p{L}/gu;

const asciiLower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
