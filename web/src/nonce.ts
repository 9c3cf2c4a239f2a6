/** The nonce of this page's Content-Security-Policy, for the styles that libraries write. Browsers hide the attribute. */
export const nonce =
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ??
  document.querySelector("script[nonce]")?.getAttribute("nonce") ??
  "";
