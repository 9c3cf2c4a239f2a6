import { Alert } from "@mantine/core";
import type { Profile } from "../../api/workspace.ts";
import { useWords } from "../../messages/language.tsx";
import type { MessageId } from "../../messages/messages.ts";
import { Icon } from "../../shared/Icon.tsx";
import type { SignInEnding as Ending } from "./route.ts";

const words: Record<Exclude<Ending, "connected" | "other-account">, MessageId> = {
  denied: "signIn.denied",
  expired: "signIn.expired",
  "signed-out": "signIn.signedOut",
  "not-allowed": "signIn.notAllowed",
  refused: "signIn.refused",
  unreachable: "signIn.unreachable",
};

/** What became of a visit of a network's page: it stands above the profiles until it is put away. */
export function SignInEnding(props: { ending: Ending; profile: Profile | null; onClose: () => void }) {
  const t = useWords();
  const { ending, profile } = props;
  const isWell = ending === "connected";
  const sentence = () => {
    switch (ending) {
      case "connected":
        return t("signIn.connected", { name: profile?.name ?? "", handle: profile?.handle ?? "" });
      case "other-account":
        return t("signIn.otherAccount", { handle: profile?.handle ?? "" });
      default:
        return t(words[ending]);
    }
  };
  return (
    <Alert
      role={isWell ? "status" : "alert"}
      color={isWell ? "teal" : "red"}
      variant="light"
      icon={<Icon name={isWell ? "circle-check" : "alert-octagon"} />}
      withCloseButton
      closeButtonLabel={t("common.close")}
      onClose={props.onClose}
    >
      {sentence()}
    </Alert>
  );
}
