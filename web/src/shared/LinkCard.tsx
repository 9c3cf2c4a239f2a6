import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Answer } from "../api/bodies.ts";
import { api, ask } from "../api/client.ts";
import { useWords } from "../messages/language.tsx";
import { Icon } from "./Icon.tsx";
import classes from "./post-preview.module.css";

type Card = NonNullable<Answer<"/api/v1/link-cards">["card"]>;
const networks = ["bluesky", "mastodon", "x"] as const;
type Network = (typeof networks)[number];

/** Whoever types an address has not finished it with each letter. */
const restMilliseconds = 500;
const keptMilliseconds = 5 * 60_000;

const cardQuery = (url: string, network: Network) =>
  queryOptions({
    queryKey: ["link-card", network, url],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/link-cards", { params: { query: { url, network } }, signal })),
    staleTime: keptMilliseconds,
    retry: false,
  });

/** The page behind a post's link as its network shows it, read by our server; nothing where a network shows none. */
export function LinkCard({ url, network }: { url: string; network: string }) {
  const shows = networks.find((known) => known === network);
  return shows ? <Looked url={url} network={shows} /> : null;
}

function Looked({ url, network }: { url: string; network: Network }) {
  const t = useWords();
  const isWhole = useRested(url) === url;
  const { data, isError } = useQuery({ ...cardQuery(url, network), enabled: isWhole });
  if (isError || data?.card === null)
    return (
      <p className={classes.noCard}>
        <Icon name="link" size={14} /> {t("preview.noCard")}
      </p>
    );
  return data?.card ? <Shown card={data.card} image={imageOf(url, network)} /> : null;
}

function Shown({ card, image }: { card: Card; image: string }) {
  const [isBroken, setBroken] = useState(false);
  return (
    <div className={classes.card} data-large={card.isLarge && !isBroken ? true : undefined}>
      {card.hasImage && !isBroken && (
        <img
          className={classes.cardPicture}
          src={image}
          alt=""
          loading="lazy"
          onError={() => setBroken(true)}
        />
      )}
      <div className={classes.cardWords}>
        <span className="third">{card.site}</span>
        <b dir="auto">{card.title}</b>
        {card.description && <span dir="auto">{card.description}</span>}
      </div>
    </div>
  );
}

function imageOf(url: string, network: Network): string {
  return `/api/v1/link-cards/image?${new URLSearchParams({ url, network })}`;
}

function useRested(value: string): string | null {
  const [rested, setRested] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMilliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
