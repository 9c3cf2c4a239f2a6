// Sets colours, density and language before the first paint, from what this browser was told last.
(() => {
  const root = document.documentElement;
  const kept = (name) => {
    try {
      return localStorage.getItem(`vigie-${name}`);
    } catch {
      return null; // storage is closed: the defaults do
    }
  };
  const scheme = kept("scheme");
  const dark =
    scheme === "dark" || (scheme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
  const density = kept("density") ?? (matchMedia("(pointer: coarse)").matches ? "comfortable" : "compact");
  root.setAttribute("data-density", density);
  const language = kept("language") ?? navigator.language.slice(0, 2);
  root.lang = language === "fr" ? "fr" : "en";
})();
