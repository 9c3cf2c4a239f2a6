import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Answer, PostBody } from "../../api/bodies.ts";
import { api, ask } from "../../api/client.ts";
import { type Count, lateRules, ruleOf } from "../composer/counting.ts";
import { type Mention, mentionQuery, putMention } from "./queries.ts";

export type Answering = Answer<"/api/v1/mentions/{id}/reply">;
export type Given = Mention["answers"][number];

/** Who can answer a mention, and why nobody can. */
export const answeringQuery = (id: string) =>
  queryOptions({
    queryKey: ["mentions", "answering", id],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/mentions/{id}/reply", { params: { path: { id } }, signal })),
  });

/** What was answered. Under "publications": each of its states is a live event. */
export const answersQuery = (mention: Mention) =>
  queryOptions({
    queryKey: ["publications", "answers", mention.id],
    queryFn: async ({ signal }) => {
      const { id } = mention;
      return (await ask(api.GET("/api/v1/mentions/{id}", { params: { path: { id } }, signal }))).answers;
    },
    enabled: mention.answers.length > 0,
    initialData: mention.answers,
    staleTime: 0,
  });

/** Sends an answer; the mention then shows it. */
export function useReply(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: PostBody<"/api/v1/mentions/{id}/reply">) =>
      ask(api.POST("/api/v1/mentions/{id}/reply", { params: { path: { id } }, body })),
    onSuccess: async () => {
      const mention = await client.fetchQuery({ ...mentionQuery(id), staleTime: 0 });
      putMention(client, mention);
      await client.invalidateQueries({ queryKey: answersQuery(mention).queryKey });
    },
  });
}

/** How a network counts, as soon as its rule is there. */
export function useCount(network: string): Count {
  const [late, setLate] = useState<Readonly<Record<string, Count>>>({});
  useEffect(() => {
    let isCurrent = true;
    void lateRules[network]?.().then((count) => {
      if (isCurrent) setLate({ [network]: count });
    });
    return () => {
      isCurrent = false;
    };
  }, [network]);
  return ruleOf(network, late);
}

const draftName = (mention: string) => `vigie-reply-${mention}`;

/** What was written in answer and not sent, on this device. */
export function keptReply(mention: string): string {
  try {
    return localStorage.getItem(draftName(mention)) ?? "";
  } catch {
    return "";
  }
}

export function keepReply(mention: string, text: string): void {
  try {
    if (text.trim() === "") localStorage.removeItem(draftName(mention));
    else localStorage.setItem(draftName(mention), text);
  } catch {
    // A browser that keeps nothing keeps it until the page is left.
  }
}
