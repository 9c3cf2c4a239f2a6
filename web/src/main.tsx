import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./theme/base.css";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "./api/query-client.ts";
import { sessionQuery } from "./api/session.ts";
import { firstLanguage, LanguageProvider, loadMessages } from "./messages/language.tsx";
import { nonce } from "./nonce.ts";
import { router } from "./router.tsx";
import { schemeStorageKey } from "./theme/preferences.ts";
import { cssVariables, theme } from "./theme/theme.ts";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no place for the app");
// The one place where a library that locks scrolling looks for the nonce of its style.
Object.assign(globalThis, { __webpack_nonce__: nonce });

const language = firstLanguage();
// Nothing of the first sight waits for another part of it. (Not awaited here: what is loaded waits for this module.)
void queryClient.prefetchQuery(sessionQuery);
void Promise.all([loadMessages(language), router.load()]).then(([messages]) => {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        colorSchemeManager={localStorageColorSchemeManager({ key: schemeStorageKey })}
        getStyleNonce={() => nonce}
      >
        <LanguageProvider initial={{ language, messages }}>
          <QueryClientProvider client={queryClient}>
            <Notifications position="bottom-left" />
            <RouterProvider router={router} />
          </QueryClientProvider>
        </LanguageProvider>
      </MantineProvider>
    </StrictMode>,
  );
});
