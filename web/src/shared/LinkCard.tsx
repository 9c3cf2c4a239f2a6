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

const cardQuery = ({ url, network, token }: Linked) =>
  queryOptions({
    queryKey: ["link-card", network, url, token],
    queryFn: ({ signal }) =>
      token === undefined
        ? ask(api.GET("/api/v1/link-cards", { params: { query: { url, network } }, signal }))
        : ask(api.POST("/api/v1/review-links/card", { body: { url, network, token }, signal })),
    staleTime: keptMilliseconds,
    retry: false,
  });

/** The page behind a post's link as its network shows it, read by our server; nothing where a network shows none. */
export function LinkCard({ network, ...link }: { url: string; network: string; token: string | undefined }) {
  const shows = networks.find((known) => known === network);
  return shows ? <Looked {...link} network={shows} /> : null;
}

interface Linked {
  url: string;
  network: Network;
  /** Of the link by which somebody without an account looks; undefined: somebody with one does. */
  token: string | undefined;
}

function Looked(link: Linked) {
  const t = useWords();
  const { url } = link;
  const isWhole = useRested(url) === url;
  const { data, isError } = useQuery({ ...cardQuery(link), enabled: isWhole });
  if (isError || data?.card === null)
    return (
      <p className={classes.noCard}>
        <Icon name="link" size={14} /> {t("preview.noCard")}
      </p>
    );
  return data?.card ? <Shown card={data.card} link={link} /> : null;
}

function Shown({ card, link }: { card: Card; link: Linked }) {
  const [isBroken, setBroken] = useState(false);
  const image = useImage(link, card.hasImage);
  return (
    <div className={classes.card} data-large={card.isLarge && !isBroken ? true : undefined}>
      {image && !isBroken && (
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

/** Its address; by a token, which belongs in none, fetched and shown from memory. */
function useImage({ url, network, token }: Linked, hasImage: boolean): string | undefined {
  const { data } = useQuery({
    queryKey: ["link-card", "image", network, url, token],
    queryFn: async () => {
      const body = { url, network, token: token ?? "" };
      const said = api.POST("/api/v1/review-links/card-image", { body, parseAs: "blob" });
      return URL.createObjectURL(await ask(said as Promise<{ data?: Blob; response: Response }>));
    },
    enabled: hasImage && token !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (!hasImage) return undefined;
  return token === undefined ? `/api/v1/link-cards/image?${new URLSearchParams({ url, network })}` : data;
}

function useRested(value: string): string | null {
  const [rested, setRested] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMilliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
