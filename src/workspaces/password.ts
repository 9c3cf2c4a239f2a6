import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import type { argon2id, argon2Verify } from "hash-wasm";
import { invalid } from "../errors.ts";
import { message } from "../messages.ts";

/** Second choice of OWASP, for where memory is shared with much else: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id */
const cost = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 };

export const leastPasswordCharacters = 12;
export const mostPasswordCharacters = 200;
const leastDifferentCharacters = 5;

/**
 * Length is what counts, and no rule asks for signs: https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver
 * @param others what the password must not be: e-mail, name
 * @throws Invalid saying what is wanted
 */
export function checkPassword(password: string, pointer: string, others: readonly string[]): void {
  const characters = [...normal(password)];
  if (characters.length < leastPasswordCharacters)
    throw invalid(
      pointer,
      message(
        "password_short",
        `a password of ${leastPasswordCharacters} characters or more is wanted; this one has ${characters.length}`,
        `le mot de passe doit compter ${leastPasswordCharacters} caractères ou plus\u202f; celui-ci en a ${characters.length}`,
      ),
    );
  const plain = normal(password).toLowerCase();
  const isEasy =
    new Set(characters).size < leastDifferentCharacters ||
    others.some((other) => other.length > 3 && normal(other).toLowerCase() === plain);
  if (isEasy)
    throw invalid(
      pointer,
      message(
        "password_easy",
        "this password is guessed at once; take several words that do not belong together",
        "ce mot de passe se devine tout de suite\u202f; prenez plusieurs mots sans rapport entre eux",
      ),
    );
}

/** argon2id in PHC form, with a salt of its own. */
export function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return inThread({
    kind: "hash",
    options: { password: normal(password), salt, ...cost, outputType: "encoded" },
  });
}

/** A hash that no password has, to be checked where there is no account: the answer takes as long. */
const nobodysHash = `$argon2id$v=19$m=${cost.memorySize},t=${cost.iterations},p=1$${"A".repeat(22)}$${"A".repeat(43)}`;

/** @param hash null: there is no account; the answer is false, and takes as long as any other */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  if (password === "") return false;
  return inThread({ kind: "verify", options: { password: normal(password), hash: hash ?? nobodysHash } });
}

/** The same letters typed on another keyboard are the same password: https://www.rfc-editor.org/rfc/rfc8265#section-4.2 */
function normal(password: string): string {
  return password.normalize("NFC");
}

type Task =
  | { kind: "hash"; options: Parameters<typeof argon2id>[0] }
  | { kind: "verify"; options: Parameters<typeof argon2Verify>[0] };

/**
 * One hash takes some 100 ms of a processor, during which the API would answer nobody: each has a thread of its own,
 * one after the other, so that a crowd at the door costs one processor and 19 MiB at most.
 */
let last: Promise<unknown> = Promise.resolve();
function inThread<Result>(task: Task): Promise<Result> {
  const turn = last.then(() => run<Result>(task));
  last = turn.catch(() => undefined); // who asked is told; the next one only waits for the end
  return turn;
}

/** A text, because the program is one bundle in some places and loose TypeScript in others. */
const program = `
const { parentPort, workerData } = require("node:worker_threads");
const { argon2id, argon2Verify } = require(workerData.library);
const work = workerData.task.kind === "hash" ? argon2id : argon2Verify;
work(workerData.task.options).then((result) => parentPort.postMessage(result));
`;
const library = createRequire(import.meta.url).resolve("hash-wasm");

function run<Result>(task: Task): Promise<Result> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(program, { eval: true, workerData: { library, task } });
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.once("exit", () => reject(new Error("the thread for passwords ended without an answer")));
  });
}
