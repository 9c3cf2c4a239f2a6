import { useWords } from "../../messages/language.tsx";
import { Icon, NetworkIcon } from "../../shared/Icon.tsx";
import classes from "./composer.module.css";
import type { Draft } from "./draft.ts";
import type { Change, Connected } from "./Editor.tsx";

/** On which profiles it goes out: one press puts one on or off. */
export function ProfilePicker(props: { draft: Draft; change: Change; connected: readonly Connected[] }) {
  const t = useWords();
  const { draft, change, connected } = props;
  const flip = (id: string) =>
    change((before) => ({
      ...before,
      profiles: before.profiles.includes(id)
        ? before.profiles.filter((other) => other !== id)
        : connected
            .map((profile) => profile.id)
            .filter((other) => other === id || before.profiles.includes(other)),
    }));
  return (
    <fieldset className={classes.profiles} data-stop>
      <legend className="unseen">{t("composer.profiles")}</legend>
      {connected.map((profile) => (
        <label
          key={profile.id}
          className={classes.profile}
          title={
            profile.state === "reconnect" ? t("composer.reconnect") : `${profile.name} ${profile.handle}`
          }
        >
          <input
            type="checkbox"
            data-pointer="/profiles"
            checked={draft.profiles.includes(profile.id)}
            onChange={() => flip(profile.id)}
          />
          <NetworkIcon network={profile.network} name={profile.iconName} size={16} />
          <span>{profile.label}</span>
          {profile.state === "reconnect" && <Icon name="alert-triangle" size={16} />}
        </label>
      ))}
      {draft.profiles.length === 0 && <p className={classes.hint}>{t("composer.chooseProfile")}</p>}
    </fieldset>
  );
}
