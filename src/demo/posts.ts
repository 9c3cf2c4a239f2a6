import { Temporal } from "temporal-polyfill";
import { plusSeconds } from "../platform/clock.ts";
import type { WantedTime } from "../publishing/post.ts";
import type { DemoNetwork } from "./brand.ts";

/** One post of the demo, before its networks have become profiles. */
export interface DemoPost {
  text: string;
  language: "fr" | "en";
  networks: readonly DemoNetwork[];
  thread?: readonly string[];
  /** Wording of its own on one network. */
  variants?: Partial<Record<DemoNetwork, string>>;
  withPicture?: true;
  time: WantedTime;
}

export const pictureAltText =
  "Dessin : un croissant de lune jaune au-dessus d’une tasse blanche, sur un ciel bleu nuit.";

/**
 * What the roaster has planned: five posts within the next minute, on all networks, and one for tomorrow morning.
 * @param timeZone of the workspace, for what is planned by the clock
 */
export function demoPosts(now: Date, timeZone: string): DemoPost[] {
  const inSeconds = (seconds: number): WantedTime => ({ kind: "instant", at: plusSeconds(now, seconds) });
  return [
    {
      text: "Le mélange de l’aube est de retour ! Notes de noisette et d’orange confite, torréfié mardi. En boutique dès 8 h. #CafesTournelune",
      language: "fr",
      networks: ["mastodon", "bluesky"],
      withPicture: true,
      time: inSeconds(10),
    },
    {
      text: "Two seats left for Saturday’s cupping at the harbour roastery. Bring your nose, we bring the coffee.",
      language: "en",
      networks: ["x", "bluesky"],
      time: inSeconds(20),
    },
    {
      text: "Pourquoi nous torréfions le mardi\n\nLe café respire : il lui faut trois jours de repos avant d’être bon. En torréfiant le mardi, vous l’avez à son meilleur pour le week-end.\n\nCe billet raconte une semaine à l’atelier, du sac de jute à la tasse.",
      language: "fr",
      networks: ["wordpress"],
      time: inSeconds(30),
    },
    {
      text: "Trois gestes pour un meilleur café à la maison. 1/3",
      language: "fr",
      networks: ["mastodon", "bluesky"],
      thread: [
        "Moudre au dernier moment : dix minutes après, la moitié des arômes est partie. 2/3",
        "De l’eau à 93 °C, jamais bouillante : laissez reposer la bouilloire trente secondes. 3/3",
      ],
      time: inSeconds(40),
    },
    {
      text: "From Monday, bring your own cup and your coffee is 20 cents cheaper, in all our shops and for as long as there are cups. A small habit, and 400 fewer lids a day.",
      language: "en",
      networks: ["mastodon", "x"],
      variants: { x: "From Monday: bring your own cup, pay 20 cents less. 400 fewer lids a day." },
      time: inSeconds(55),
    },
    {
      text: "Bonjour ! Aujourd’hui, dégustation gratuite du nouveau décaféiné dans toutes nos boutiques, de 9 h à midi.",
      language: "fr",
      networks: ["mastodon", "bluesky", "x"],
      time: { kind: "local", local: `${tomorrow(now, timeZone)}T09:00`, timeZone },
    },
  ];
}

function tomorrow(now: Date, timeZone: string): string {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  return today.toPlainDate().add({ days: 1 }).toString();
}
