import { Modal, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useSignedIn } from "../api/session.ts";
import { useWords } from "../messages/language.tsx";
import { SignInForm } from "./SignInForm.tsx";

/** A session that ended over somebody's work: they sign in again here, and what they typed is still behind. */
export function SessionEnded({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useWords();
  const { user, workspace } = useSignedIn();
  const client = useQueryClient();
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} title={t("entry.sessionEnded")}>
      <Text size="sm" mb="md">
        {t("entry.sessionEndedLead")}
      </Text>
      <SignInForm
        email={user.email}
        workspace={workspace.id}
        onSignedIn={() => {
          onSignedIn();
          void client.invalidateQueries();
        }}
      />
    </Modal>
  );
}
