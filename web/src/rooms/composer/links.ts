import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { linkRulesOf, linkText, shortLink } from "../../../../src/campaigns/links.ts";
import { campaignsQuery } from "../../api/planning.ts";

/** A text with its links as they go out on a network. */
export type GoingLinks = (text: string, network: string) => string;

/** What the campaign does to links, by the server's own rule. The code of a counted link comes when it leaves. */
export function useGoingLinks(campaign: string | null): GoingLinks {
  const campaigns = useQuery(campaignsQuery);
  const found = campaigns.data?.items.find(({ id }) => id === campaign);
  return useMemo(() => {
    const rules = found ? linkRulesOf(found.utm, found.trackLinks) : null;
    return (text, network) => linkText(text, rules, network, () => shortLink(location.origin));
  }, [found]);
}
