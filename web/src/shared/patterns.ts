import { useEffect, useState } from "react";
import { keepPreference, keptPreference } from "../theme/preferences.ts";

/** Whether charts show tones by pattern as well, on this device; and the switch. */
export function usePatterns(): [boolean, (isOn: boolean) => void] {
  const [isOn, setOn] = useState(() => keptPreference("patterns") === "on");
  useEffect(() => {
    document.documentElement.toggleAttribute("data-patterns", isOn);
  }, [isOn]);
  return [
    isOn,
    (next) => {
      keepPreference("patterns", next ? "on" : "off");
      setOn(next);
    },
  ];
}
