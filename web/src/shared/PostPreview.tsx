import { useWords } from "../messages/language.tsx";
import { Icon, NetworkIcon } from "./Icon.tsx";
import type { IconName } from "./icon-paths.ts";
import { LinkCard } from "./LinkCard.tsx";
import classes from "./post-preview.module.css";
import { stretchesOf } from "./stretches.ts";

/** What goes out on one profile. */
export interface Outgoing {
  network: string;
  networkName: string;
  name: string;
  handle: string;
  text: string;
  thread: readonly string[];
  firstComment: string | null;
  media: readonly { id: string; url: string; altText: string | null }[];
  /** Of the text, each further part and the first comment: the first link as it was written, whose page the network shows below. */
  links?: readonly (string | null)[];
  /** Of the link by which somebody without an account looks. */
  token?: string;
  /** Of a blog. */
  title?: string;
  /** Shown before the text is (Mastodon). */
  warning?: string;
  /** Who sees it, where it is not everybody. */
  visibility?: string;
}

/** A post much as its network shows it: all parts, all images, with what is read aloud of them. */
export function PostPreview({ post }: { post: Outgoing }) {
  if (post.network === "wordpress") return <Article post={post} />;
  const parts = [post.text, ...post.thread];
  return (
    <div className={classes.network} data-network={post.network}>
      {parts.map((text, index) => (
        <Status
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of a thread have nothing but their place
          key={index}
          post={post}
          text={text}
          media={index === 0 ? post.media : []}
          link={post.links?.[index] ?? null}
          place={parts.length > 1 ? `${index + 1}/${parts.length}` : null}
          hasNext={index < parts.length - 1 || post.firstComment !== null}
        />
      ))}
      {post.firstComment !== null && (
        <Status
          post={post}
          text={post.firstComment}
          media={[]}
          link={post.links?.[parts.length] ?? null}
          place="comment"
          hasNext={false}
        />
      )}
    </div>
  );
}

function Status(props: {
  post: Outgoing;
  text: string;
  media: Outgoing["media"];
  link: string | null;
  place: string | null;
  hasNext: boolean;
}) {
  const t = useWords();
  const { post, text, media, link, place, hasNext } = props;
  // Images take the place of the page behind a link, and a warning hides both.
  const hasCard = link !== null && media.length === 0 && !post.warning;
  return (
    <article className={classes.status} data-next={hasNext || undefined}>
      <Avatar name={post.name} />
      <div className={classes.body}>
        <div className={classes.by}>
          <b>{post.name}</b> <span className="third">{post.handle}</span>
          {place && (
            <span className={classes.place}>{place === "comment" ? t("preview.firstComment") : place}</span>
          )}
        </div>
        {post.visibility && <div className={classes.note}>{post.visibility}</div>}
        {post.warning && (
          <div className={classes.note}>
            <Icon name="eye-off" size={16} /> {post.warning}
          </div>
        )}
        {text === "" && media.length === 0 ? (
          <p className="third">{t("preview.empty")}</p>
        ) : (
          <RichText text={text} />
        )}
        <Images media={media} />
        {hasCard && <LinkCard url={link} network={post.network} token={post.token} />}
        <Actions network={post.network} />
      </div>
    </article>
  );
}

function Article({ post }: { post: Outgoing }) {
  const t = useWords();
  const [first = "", ...rest] = post.text.trim().split("\n");
  const title = post.title || first;
  const text = post.title ? post.text : rest.join("\n").trim() || first;
  return (
    <div className={classes.network} data-network="wordpress">
      <article className={classes.article}>
        <div className={classes.site}>
          <NetworkIcon network={post.network} name={post.networkName} size={16} /> {post.name}
        </div>
        <h4>{title || t("preview.noTitle")}</h4>
        <RichText text={text} />
        <Images media={post.media} />
      </article>
      {post.firstComment !== null && (
        <article className={classes.status}>
          <Avatar name={post.name} />
          <div className={classes.body}>
            <div className={classes.by}>
              <b>{post.name}</b> <span className={classes.place}>{t("preview.firstComment")}</span>
            </div>
            <RichText text={post.firstComment} />
          </div>
        </article>
      )}
    </div>
  );
}

function RichText({ text }: { text: string }) {
  if (text === "") return null;
  return (
    <p className={classes.text} dir="auto">
      {stretchesOf(text).map(({ text: stretch, kind }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: stretches of a text have nothing but their place
        <span key={index} data-kind={kind}>
          {stretch}
        </span>
      ))}
    </p>
  );
}

function Images({ media }: { media: Outgoing["media"] }) {
  const t = useWords();
  if (media.length === 0) return null;
  return (
    <>
      <div className={classes.images} data-count={Math.min(4, media.length)}>
        {media.map(({ id, url, altText }) => (
          <img key={id} src={url} alt={altText ?? ""} loading="lazy" />
        ))}
      </div>
      <ul className={classes.alts}>
        {media.map(({ id, altText }) => (
          <li key={id} data-missing={altText === null || undefined}>
            <b>ALT</b> {altText === "" ? t("preview.decorative") : (altText ?? t("preview.noAlt"))}
          </li>
        ))}
      </ul>
    </>
  );
}

function Avatar({ name }: { name: string }) {
  return (
    <span className={classes.avatar} aria-hidden="true">
      {name.slice(0, 1).toUpperCase()}
    </span>
  );
}

/** What stands under a post on each network, so that it is known at a glance. */
const actions: Readonly<Record<string, readonly IconName[]>> = {
  x: ["message", "repeat", "heart", "chart-histogram"],
  bluesky: ["message", "repeat", "heart", "dots"],
  mastodon: ["arrow-back-up", "repeat", "star", "dots"],
};

function Actions({ network }: { network: string }) {
  return (
    <div className={classes.actions} aria-hidden="true">
      {(actions[network] ?? ["message", "heart"]).map((icon) => (
        <Icon key={icon} name={icon} size={16} />
      ))}
    </div>
  );
}
