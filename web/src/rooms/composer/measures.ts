import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { networksQuery, type Profile, profilesQuery } from "../../api/workspace.ts";
import { type Count, lateRules, ruleOf } from "./counting.ts";
import type { GoingLinks } from "./links.ts";
import type { Check } from "./queries.ts";
import type { Measure } from "./TextField.tsx";

/** A profile with what its network is called and takes. */
export interface Connected extends Profile {
  networkName: string;
  /** What tells it from the others in few letters: its name, or its network where a brand has one name everywhere. */
  label: string;
  /** Of the icon beside the label: nothing where the label is the network's name already. */
  iconName: string;
  maxCharacters: number | null;
  maxImages: number | null;
}

/** The profiles on which something can be published. */
export function useConnected(): Connected[] {
  const profiles = useQuery(profilesQuery);
  const networks = useQuery(networksQuery);
  return useMemo(() => {
    const all = profiles.data?.items ?? [];
    return all.flatMap((profile) => {
      const network = networks.data?.items.find(({ id }) => id === profile.network);
      if (networks.data && !network?.canPublish) return [];
      const networkName = network?.name ?? profile.network;
      const label = labelOf(profile, networkName, all);
      return [
        {
          ...profile,
          networkName,
          label,
          iconName: label === networkName ? "" : networkName,
          maxCharacters: network?.limits?.maxCharacters ?? null,
          maxImages: network?.limits?.maxImages ?? null,
        },
      ];
    });
  }, [profiles.data, networks.data]);
}

function labelOf(profile: Profile, network: string, all: readonly Profile[]): string {
  const isOnly = (key: "name" | "network") => all.filter((other) => other[key] === profile[key]).length === 1;
  if (isOnly("name")) return profile.name;
  return isOnly("network") ? network : profile.handle || profile.name;
}

/** What each chosen profile measures a text by. Servers with limits of their own state them in the last check. */
export function useMeasures(chosen: readonly Connected[], check: Check | undefined, links: GoingLinks) {
  const [late, setLate] = useState<Readonly<Record<string, Count>>>({});
  const wanted = [...new Set(chosen.map(({ network }) => network))].filter(
    (network) => lateRules[network] && !late[network],
  );
  const missing = wanted.join(" ");
  useEffect(() => {
    let isCurrent = true;
    for (const network of missing.split(" ").filter(Boolean))
      void lateRules[network]?.().then((count) => {
        if (isCurrent) setLate((known) => ({ ...known, [network]: count }));
      });
    return () => {
      isCurrent = false;
    };
  }, [missing]);
  return useMemo(
    () =>
      new Map(
        chosen.map((profile): [string, Measure] => {
          const stated = check?.profiles.find((item) => item.profile === profile.id)?.characters[0];
          return [
            profile.id,
            {
              network: profile.network,
              name: profile.networkName,
              limit: stated ? stated.limit : profile.maxCharacters,
              count: countedWith(links, profile.network, ruleOf(profile.network, late)),
            },
          ];
        }),
      ),
    [chosen, check, late, links],
  );
}

/** A text is as long as it goes out. */
function countedWith(links: GoingLinks, network: string, count: Count): Count {
  return (text) => count(links(text, network));
}

export type Measures = ReturnType<typeof useMeasures>;

/** The measures of some profiles, one for each network and limit. */
export function measuresOf(measures: Measures, profiles: readonly string[]): Measure[] {
  const found = profiles.flatMap((id) => measures.get(id) ?? []);
  return found.filter(
    (one, index) =>
      found.findIndex((other) => other.network === one.network && other.limit === one.limit) === index,
  );
}
