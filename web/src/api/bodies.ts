import type { paths } from "../generated/api.ts";

type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
type Call<Path extends keyof paths, Method extends string> = Method extends keyof paths[Path]
  ? paths[Path][Method]
  : never;
type AnswerOf<T> = T extends { responses: { 200: infer Said } } ? Json<Said> : never;
type BodyOf<T> = T extends { requestBody?: infer Body } ? Json<NonNullable<Body>> : never;

/** What the API answers to a GET; `Item` is one of the list it answers. */
export type Answer<Path extends keyof paths> = AnswerOf<Call<Path, "get">>;
export type Item<Path extends keyof paths> = Answer<Path> extends { items: (infer One)[] } ? One : never;
/** What the API answers to a POST that asks rather than makes. */
export type PostAnswer<Path extends keyof paths> = AnswerOf<Call<Path, "post">>;
/** What the API is sent. */
export type PostBody<Path extends keyof paths> = BodyOf<Call<Path, "post">>;
export type PatchBody<Path extends keyof paths> = BodyOf<Call<Path, "patch">>;
export type DeleteBody<Path extends keyof paths> = BodyOf<Call<Path, "delete">>;
