import { useQuery } from "@tanstack/react-query";
import { useIntl } from "react-intl";
import { networksQuery } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import { NetworkIcon } from "../../shared/Icon.tsx";
import type { MentionFilters } from "../mentions/search.ts";
import type { door } from "./period.ts";
import {
  type Asked,
  authorsQuery,
  languagePartsQuery,
  networkPartsQuery,
  sitePartsQuery,
  termsQuery,
} from "./queries.ts";
import { BarTile } from "./Tiles.tsx";

/** Who speaks, of what, where, and in which language. */
export function Breakdown({
  asked,
  open,
}: {
  asked: Asked;
  open: (more: MentionFilters) => ReturnType<typeof door>;
}) {
  const t = useWords();
  const intl = useIntl();
  const authors = useQuery(authorsQuery(asked));
  const terms = useQuery(termsQuery(asked));
  const networks = useQuery(networkPartsQuery(asked));
  const languages = useQuery(languagePartsQuery(asked));
  const sites = useQuery(sitePartsQuery(asked));
  const known = useQuery(networksQuery);
  const nameOf = (id: string) => known.data?.items.find((network) => network.id === id)?.name ?? id;
  return (
    <>
      <BarTile
        title={t("reputation.authorsTitle")}
        query={authors}
        bars={(authors.data?.items ?? []).map((author) => ({
          ...author,
          key: `${author.network} ${author.author}`,
          name: author.name ?? `@${author.author}`,
          icon: <NetworkIcon network={author.network} name={nameOf(author.network)} size={14} />,
          to: open({ author: author.author, network: author.network }),
        }))}
      />
      <BarTile
        title={t("reputation.termsTitle")}
        query={terms}
        note={terms.data?.sampled ? t("reputation.sampled", { read: terms.data.read }) : undefined}
        bars={(terms.data?.items ?? []).map((term) => ({
          ...term,
          key: term.term,
          name: term.written,
          to: open({ q: term.term }),
        }))}
      />
      <BarTile
        title={t("reputation.networksTitle")}
        query={networks}
        bars={(networks.data?.items ?? []).flatMap(({ network, ...part }) =>
          network
            ? [
                {
                  ...part,
                  key: network,
                  name: nameOf(network),
                  icon: <NetworkIcon network={network} size={14} />,
                  change: part.change?.mentions,
                  to: open({ network }),
                },
              ]
            : [],
        )}
      />
      <BarTile
        title={t("reputation.languagesTitle")}
        query={languages}
        bars={(languages.data?.items ?? []).map(({ language, ...part }) => ({
          ...part,
          key: language ?? "",
          name:
            !language || language === "und"
              ? t("reputation.languageUnknown")
              : (intl.formatDisplayName(language, { type: "language" }) ?? language),
          change: part.change?.mentions,
          to: language ? open({ language }) : null,
        }))}
      />
      <BarTile
        title={t("reputation.sitesTitle")}
        query={sites}
        bars={(sites.data?.items ?? []).map(({ site, ...part }) => ({
          ...part,
          key: site ?? "",
          name: site ?? t("reputation.noSite"),
          change: part.change?.mentions,
          to: site ? open({ site }) : null,
        }))}
      />
    </>
  );
}
