import { createLazyRoute } from "@tanstack/react-router";
import { useWords } from "../messages/language.tsx";
import { EntryPage } from "./EntryPage.tsx";

/** Makes or joins an account by an invitation's link. */
function Invitation() {
  const t = useWords();
  return <EntryPage title={t("entry.invitation")}>{t("entry.invitationEnded")}</EntryPage>;
}

export const invitationLazyRoute = createLazyRoute("/invitation/$token")({ component: Invitation });
