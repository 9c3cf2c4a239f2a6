import { Temporal } from "temporal-polyfill";
import type { WantedTime } from "../publishing/post.ts";
import type { DemoNetwork } from "./brand.ts";
import type { DemoPost } from "./posts.ts";

/** A post that is planned further ahead, and where it stands. */
export interface PlannedPost extends Omit<DemoPost, "time"> {
  /** Null: nobody has given it one yet. */
  time: WantedTime | null;
  ofCampaign?: true;
  /** Where it stands with those who approve; left out: nobody has to. */
  review?: "waiting" | "approved" | { sentBackFor: string };
  comment?: string;
  /** An RFC 5545 rule: it comes again. */
  rule?: string;
}

/** When each profile likes to publish: 1 is Monday, 7 Sunday. */
export const demoSlots: Readonly<Record<DemoNetwork, readonly (readonly [weekday: number, time: string])[]>> =
  {
    mastodon: [
      [1, "12:30"],
      [2, "18:00"],
      [3, "12:30"],
      [4, "12:30"],
      [4, "18:00"],
      [5, "12:30"],
    ],
    bluesky: [
      [1, "12:30"],
      [3, "08:30"],
      [5, "08:30"],
      [6, "10:00"],
    ],
    x: [
      [2, "12:00"],
      [4, "12:30"],
      [6, "10:00"],
    ],
    wordpress: [[3, "09:00"]],
  };

export const demoCampaign = {
  name: "Le décaféiné arrive",
  goal: "Faire goûter le nouveau décaféiné à 500 personnes en deux semaines.",
  utm: { source: "social", medium: "post", campaign: "decafeine" },
  days: 14,
} as const;

/**
 * What the roaster has planned for the next two weeks, at the hours of its slots: campaign, workshop, article, a post
 * that comes every Friday, and drafts.
 * @param timeZone of the workspace
 */
export function plannedPosts(now: Date, timeZone: string): PlannedPost[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  /** On the first such weekday that is two days off or more, or weeks later. */
  const on = (weekday: number, time: string, weeks = 0): WantedTime => {
    const from = today.add({ days: 2 });
    const date = from.add({ days: ((weekday - from.dayOfWeek + 7) % 7) + weeks * 7 });
    return { kind: "local", local: `${date}T${time}`, timeZone };
  };
  return [
    {
      text: "Il arrive jeudi : notre décaféiné à l’eau, torréfié comme tous les autres, sans rien perdre de ses arômes. Premières tasses offertes rue des Tanneurs. #CafesTournelune",
      language: "fr",
      networks: ["mastodon", "bluesky"],
      withPicture: true,
      ofCampaign: true,
      time: on(1, "12:30"),
    },
    {
      text: "Fourteen minutes, 206 °C and a lot of listening: come and watch us roast today from 2 pm, at the harbour workshop.",
      language: "en",
      networks: ["x"],
      time: on(2, "12:00"),
    },
    {
      text: "Décaféiné : ce qu’on enlève, ce qu’on garde\n\nLe grain vert est plongé dans une eau déjà riche d’arômes : la caféine s’en va, le goût reste. Nous vous racontons les neuf mois d’essais qu’il a fallu pour en être fiers.",
      language: "fr",
      networks: ["wordpress"],
      ofCampaign: true,
      time: on(3, "09:00"),
    },
    {
      text: "C’est aujourd’hui ! Le nouveau décaféiné est en boutique, en grains ou moulu à la demande. Jusqu’à midi, la première tasse est pour nous.",
      language: "fr",
      networks: ["mastodon", "x"],
      ofCampaign: true,
      review: "waiting",
      comment: "Peut-on ajouter les adresses des trois boutiques ? Sinon, c’est bon pour moi.",
      time: on(4, "12:30"),
    },
    {
      text: "Decaf, but make it good: nine months of trials, one very patient team, and a cup you can have after dinner.",
      language: "en",
      networks: ["mastodon"],
      ofCampaign: true,
      review: "approved",
      time: on(4, "18:00"),
    },
    {
      text: "Vendredi, jour des paquets frais : ce qui a été torréfié mardi est en boutique dès 8 h 30. Moulu pour votre cafetière, il suffit de nous dire laquelle.",
      language: "fr",
      networks: ["bluesky"],
      rule: "FREQ=WEEKLY;BYDAY=FR",
      time: on(5, "08:30"),
    },
    {
      text: "Il reste trois places pour l’atelier latte art de samedi prochain, de 10 h à midi. Cœur, tulipe ou tout autre chose : on repart avec la photo.",
      language: "fr",
      networks: ["bluesky", "x"],
      time: on(6, "10:00"),
    },
    {
      text: "On recrute ! Une place d’apprentissage en torréfaction, à partir de janvier. Envie de travailler avec le nez, les oreilles et un peu de chimie ? Parlons-en.",
      language: "fr",
      networks: ["mastodon", "bluesky"],
      review: { sentBackFor: "Précisez où envoyer sa candidature, et jusqu’à quand." },
      time: on(1, "12:30", 1),
    },
    {
      text: "Your questions, answered: yes, the Guji is back; no, we do not ship on Saturdays; and yes, you may bring the dog.",
      language: "en",
      networks: ["bluesky"],
      review: "waiting",
      time: on(3, "08:30", 1),
    },
    {
      text: "Deux semaines de décaféiné, et vos retours nous font très plaisir. Merci ! On vous en dit plus sur la suite.",
      language: "fr",
      networks: ["mastodon"],
      ofCampaign: true,
      thread: [
        "La suite : le même, en paquets de 500 g, pour les bureaux qui nous l’ont demandé.",
        "Et les sachets vides ? Rapportez-les, chacun vaut un tampon sur la carte de fidélité.",
      ],
      time: on(4, "18:00", 1),
    },
    {
      text: "Samedi, on s’installe au marché de 8 h à 13 h : dégustation, paquets du jour et chocolat chaud pour les petits.",
      language: "fr",
      networks: ["bluesky", "x"],
      withPicture: true,
      time: on(6, "10:00", 1),
    },
    {
      text: "Idée : portrait de Nadège, qui ouvre la boutique du port à 6 h 45 depuis huit ans. Demander une photo.",
      language: "fr",
      networks: ["mastodon", "bluesky"],
      time: null,
    },
    {
      text: "How we choose a farm: three visits, two cuppings, one handshake. (To be finished with the pictures from Huila.)",
      language: "en",
      networks: ["x"],
      time: null,
    },
  ];
}
