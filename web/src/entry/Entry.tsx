import { Button } from "@mantine/core";
import { lazy, Suspense } from "react";
import { type Session, signOut, useSessionChange } from "../api/session.ts";
import { useWords } from "../messages/language.tsx";
import { EntryPage } from "./EntryPage.tsx";
import { FirstOwnerForm } from "./FirstOwnerForm.tsx";
import { Forgotten } from "./Forgotten.tsx";
import { SignInForm } from "./SignInForm.tsx";

const DemoGlance = lazy(() =>
  import("../rooms/welcome/DemoGlance.tsx").then((part) => ({ default: part.DemoGlance })),
);

/** Before anybody is signed in: the very first visit makes the owner, later ones sign in. */
export function Entry({ session }: { session: Exclude<Session, { state: "signed-in" }> }) {
  const t = useWords();
  switch (session.state) {
    case "first-run":
      return (
        <EntryPage
          title={t("entry.firstRun")}
          lead={t("entry.firstRunLead")}
          beside={
            <Suspense fallback={null}>
              <DemoGlance open={null} />
            </Suspense>
          }
        >
          <FirstOwnerForm needsCode={session.codeWanted} />
        </EntryPage>
      );
    case "signed-out":
      return (
        <EntryPage title={t("entry.signIn")}>
          <SignInForm />
          <Forgotten byMail={session.passwordByMail} />
        </EntryPage>
      );
  }
}

/** Signed in, and member of nothing. */
export function NoWorkspace() {
  const t = useWords();
  const leave = useSessionChange(signOut);
  return (
    <EntryPage title={t("entry.noWorkspace")} lead={t("entry.noWorkspaceLead")}>
      <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate(undefined)}>
        {t("frame.signOut")}
      </Button>
    </EntryPage>
  );
}
