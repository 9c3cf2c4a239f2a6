import { useMantineColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { PatchBody } from "../api/bodies.ts";
import { useChange } from "../api/change.ts";
import { api, ask } from "../api/client.ts";
import { useSignedIn } from "../api/session.ts";
import { useLanguage } from "../messages/language.tsx";
import { keepPreference } from "../theme/preferences.ts";
import { useToasts } from "./toast.tsx";

type Liked = NonNullable<PatchBody<"/api/v1/me">["preferences"]>;

/** Of what a person chose: shown at once, and kept with them on the server, so that their next browser has it too. */
export function usePrefer(): (liked: Liked) => void {
  const show = useShow();
  const toasts = useToasts();
  const { mutate } = useChange([["session"]], (preferences: Liked) =>
    ask(api.PATCH("/api/v1/me", { body: { preferences } })),
  );
  return (liked) => {
    show(liked);
    mutate(liked, { onError: toasts.failed });
  };
}

/** What the person at work chose in another browser, shown in this one as they come in. */
export function useOwnPreferences(): void {
  const { user } = useSignedIn();
  const show = useShow();
  const latest = useRef({ show, liked: user.preferences });
  latest.current = { show, liked: user.preferences };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each person; what is chosen later is shown already
  useEffect(() => latest.current.show(latest.current.liked), [user.id]);
}

function useShow(): (liked: Liked) => void {
  const { language, setLanguage, hours, setHours } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (liked) => {
    if (liked.language && liked.language !== language) setLanguage(liked.language);
    if (liked.hours && liked.hours !== hours) setHours(liked.hours);
    const scheme = liked.theme === "system" ? "auto" : liked.theme;
    if (scheme && scheme !== colorScheme) setColorScheme(scheme);
    if (liked.density) {
      document.documentElement.dataset.density = liked.density;
      keepPreference("density", liked.density);
    }
    if (liked.shortcuts !== undefined) keepPreference("shortcuts", liked.shortcuts ? "on" : "off");
  };
}
