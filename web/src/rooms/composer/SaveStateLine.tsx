import { useIntl } from "react-intl";
import { useWords } from "../../messages/language.tsx";
import { Icon } from "../../shared/Icon.tsx";
import classes from "./composer.module.css";
import type { SaveState } from "./saving.ts";

/** Where what was typed is now: always one of a few sentences. */
export function SaveStateLine({ state }: { state: SaveState }) {
  const t = useWords();
  const intl = useIntl();
  return (
    <span className={classes.saveState} role="status">
      {(() => {
        switch (state.kind) {
          case "clean":
            return null;
          case "saving":
            return t("composer.saving");
          case "saved":
            return (
              <>
                <Icon name="check" size={16} />
                {t("composer.savedAt", { at: intl.formatTime(state.at) })}
              </>
            );
          case "kept":
            return (
              <>
                <Icon name="device-mobile" size={16} />
                {t(keptWords[state.why])}
              </>
            );
          case "refused":
            return (
              <>
                <Icon name="alert-octagon" size={16} />
                {state.problem.fields[0]?.detail ?? state.problem.message}
              </>
            );
          case "conflict":
            return t("composer.conflict");
        }
      })()}
    </span>
  );
}

const keptWords = {
  offline: "composer.keptOffline",
  "no-profile": "composer.keptNoProfile",
  "not-a-draft": "composer.keptUntilSaved",
} as const;
