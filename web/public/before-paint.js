// Sets colours, density and language before the first paint, from what this browser was told last, and has fetched at
// once what the app's script would ask for only after it was read: the words, and the room where a day begins.
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

  const names = document.currentScript.dataset;
  const wanted = [root.lang === "fr" ? names.wordsFr : names.wordsEn];
  if (location.pathname === "/" || location.pathname === "/calendar") wanted.push(names.room);
  // While the app is worked on, they have no names.
  for (const name of wanted.filter(Boolean)) {
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = name;
    document.head.append(link);
  }
})();
