import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import { IntlProvider, useIntl } from "react-intl";
import { keepPreference, keptPreference } from "../theme/preferences.ts";
import type { MessageId, Messages } from "./messages.ts";

export type Language = "fr" | "en";
export type Hours = "24" | "12";
/** Dates and figures as written in each; English ones day first. Times have 24 hours unless a person likes 12. */
const locales = {
  fr: { 24: "fr-FR", 12: "fr-FR-u-hc-h12" },
  en: { 24: "en-GB", 12: "en-GB-u-hc-h12" },
} as const;

const loaders: Record<Language, () => Promise<{ default: Messages }>> = {
  en: () => import("./en/all.ts"),
  fr: () => import("./fr/all.ts"),
};

/** The one chosen here before, else the browser's. */
export function firstLanguage(): Language {
  const wanted = keptPreference("language") ?? navigator.language.slice(0, 2);
  return wanted === "fr" ? "fr" : "en";
}

export const loadMessages = async (language: Language): Promise<Messages> =>
  (await loaders[language]()).default;

interface Chosen {
  language: Language;
  setLanguage: (language: Language) => void;
  hours: Hours;
  setHours: (hours: Hours) => void;
}
const LanguageContext = createContext<Chosen>({
  language: "en",
  setLanguage: () => undefined,
  hours: "24",
  setHours: () => undefined,
});

/** Gives all below it words in the language chosen. @param initial already loaded, so that nothing flashes */
export function LanguageProvider(props: {
  initial: { language: Language; messages: Messages };
  children: ReactNode;
}) {
  const [current, setCurrent] = useState(props.initial);
  const [hours, setHours] = useState<Hours>(() => (keptPreference("hours") === "12" ? "12" : "24"));
  const chosen = useMemo<Chosen>(
    () => ({
      language: current.language,
      setLanguage: (language) => {
        keepPreference("language", language);
        void loadMessages(language).then((messages) => setCurrent({ language, messages }));
      },
      hours,
      setHours: (next) => {
        keepPreference("hours", next);
        setHours(next);
      },
    }),
    [current.language, hours],
  );
  useEffect(() => {
    document.documentElement.lang = current.language;
  }, [current.language]);
  return (
    <LanguageContext value={chosen}>
      <IntlProvider
        locale={locales[current.language][hours]}
        messages={current.messages}
        defaultLocale="en-GB"
      >
        {props.children}
      </IntlProvider>
    </LanguageContext>
  );
}

export const useLanguage = (): Chosen => use(LanguageContext);

/** Words by their key: `t("profiles.connect")`, with values `t("profiles.count", { count: 3 })`. */
export function useWords(): (id: MessageId, values?: Record<string, string | number | Date>) => string {
  const { formatMessage } = useIntl();
  return useMemo(() => (id, values) => formatMessage({ id }, values), [formatMessage]);
}
