import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import { IntlProvider, useIntl } from "react-intl";
import { keepPreference, keptPreference } from "../theme/preferences.ts";
import type { MessageId, Messages } from "./messages.ts";

export type Language = "fr" | "en";
/** Dates and figures as written in each; English ones day first and with 24 hours. */
const locales = { fr: "fr-FR", en: "en-GB" } as const;

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
}
const LanguageContext = createContext<Chosen>({ language: "en", setLanguage: () => undefined });

/** Gives all below it words in the language chosen. @param initial already loaded, so that nothing flashes */
export function LanguageProvider(props: {
  initial: { language: Language; messages: Messages };
  children: ReactNode;
}) {
  const [current, setCurrent] = useState(props.initial);
  const chosen = useMemo<Chosen>(
    () => ({
      language: current.language,
      setLanguage: (language) => {
        keepPreference("language", language);
        void loadMessages(language).then((messages) => setCurrent({ language, messages }));
      },
    }),
    [current.language],
  );
  useEffect(() => {
    document.documentElement.lang = current.language;
  }, [current.language]);
  return (
    <LanguageContext value={chosen}>
      <IntlProvider locale={locales[current.language]} messages={current.messages} defaultLocale="en-GB">
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
