import { type Message, message } from "../messages.ts";
import type { FailureCode } from "./publication.ts";

/**
 * What a community manager reads about a publication that did not go out: what happened, and what to do.
 * @param detail the network's own words, or null
 */
export function failureMessage(code: FailureCode, detail: string | null): Message {
  const words = detail ? ` («\u202f${detail}\u202f»)` : "";
  const englishWords = detail ? ` (“${detail}”)` : "";
  const say = (en: string, fr: string) => message(code, en, fr);
  switch (code) {
    case "refused_content":
      return say(
        `The network refused this content${englishWords}. Change the post and schedule it again.`,
        `Le réseau a refusé ce contenu${words}. Modifiez la publication et programmez-la à nouveau.`,
      );
    case "refused_credentials":
      return say(
        `The network no longer accepts this profile's access${englishWords}. Reconnect the profile, then retry.`,
        `Le réseau n’accepte plus l’accès de ce profil${words}. Reconnectez le profil, puis réessayez.`,
      );
    case "refused_permission":
      return say(
        `The network does not let this profile do that${englishWords}. Check the profile's rights there, then retry.`,
        `Le réseau ne permet pas cela à ce profil${words}. Vérifiez ses droits sur le réseau, puis réessayez.`,
      );
    case "target_gone":
      return say(
        `What this answers is no longer on the network${englishWords}. Nothing more was posted.`,
        `Ce à quoi ceci répond n’est plus sur le réseau${words}. Rien d’autre n’a été publié.`,
      );
    case "network_unavailable":
      return say(
        `The network could not be reached after many tries${englishWords}. Nothing was posted; retry when it is back.`,
        `Le réseau est resté injoignable après de nombreux essais${words}. Rien n’a été publié\u202f; réessayez à son retour.`,
      );
    case "unconfirmed":
      return say(
        `The network did not say whether this went out${englishWords}. Look at the profile, then tell Vigie: published, or not.`,
        `Le réseau n’a pas dit si ceci est parti${words}. Regardez le profil, puis dites-le à Vigie\u202f: publié ou non.`,
      );
    case "missed":
      return say(
        "Its time passed while it could not be sent. It was not posted late: schedule it again or cancel it.",
        "Son heure est passée sans qu’elle puisse partir. Elle n’a pas été publiée en retard\u202f: reprogrammez-la ou annulez-la.",
      );
    case "on_hold":
      return say(
        "A hold stops it. It waits until the hold is lifted.",
        "Une suspension l’arrête. Elle attend la reprise.",
      );
    case "not_approved":
      return say(
        "Nobody approved this post before its time, so it is held, not lost. Have it approved, then choose a new time.",
        "Personne n’a validé ce post avant son heure\u202f: elle est suspendue, pas perdue. Faites valider, puis choisissez un autre horaire.",
      );
    case "draft_left":
      return say(
        `It is cancelled, but the draft of an earlier attempt still lies on the site${englishWords}. Remove it there.`,
        `Elle est annulée, mais le brouillon d’un premier essai est resté sur le site${words}. Supprimez-le là-bas.`,
      );
  }
}
