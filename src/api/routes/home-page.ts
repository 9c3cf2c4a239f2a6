export { homeScript } from "./home-script.ts";
export { homeStyle } from "./home-style.ts";

/**
 * The first page, before its script fills it: all that is said is put in by `home-script.ts`, in the reader's
 * language, as text. Elements with `data-text` are named there; those with `data-demo` are for the demo only.
 */
export const homePage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Vigie</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/home.css">
<script src="/home.js" defer></script>
</head>
<body>
<header>
  <div class="bar">
    <p class="brand" aria-hidden="true">Vigie</p>
    <div class="languages" role="group" aria-label="Language / Langue">
      <button type="button" data-language="fr" lang="fr" aria-pressed="false">Français</button>
      <button type="button" data-language="en" lang="en" aria-pressed="false">English</button>
    </div>
  </div>
</header>
<main>
  <div class="intro">
    <h1 data-text="title">Vigie runs</h1>
    <p data-text="lead">The state of things shows here once the page’s script has run.</p>
    <p><a class="go" href="/calendar" data-text="open">Open Vigie</a></p>
    <noscript><p>This page needs JavaScript. / Cette page demande JavaScript. <a href="/api/docs">API</a></p></noscript>
  </div>
  <p id="lost" class="notice" role="status" hidden></p>
  <ol id="steps" class="steps" data-demo hidden></ol>
  <section id="alert" class="alert" aria-labelledby="alert-title" data-demo hidden>
    <h2 id="alert-title"></h2>
    <p id="alert-why"></p>
    <blockquote>
      <p id="alert-top"></p>
      <p id="alert-who" class="who"></p>
    </blockquote>
    <p id="alert-terms"></p>
  </section>
  <p id="announce" class="unseen" role="status"></p>
  <div class="columns" data-demo hidden>
    <section aria-labelledby="posts-title">
      <h2 id="posts-title" data-text="posts"></h2>
      <ul id="posts" class="cards"></ul>
    </section>
    <section aria-labelledby="mentions-title">
      <h2 id="mentions-title" data-text="mentions"></h2>
      <figure>
        <figcaption id="chart-caption"></figcaption>
        <div id="chart"></div>
        <ul id="legend" class="legend"></ul>
      </figure>
      <ul id="mentions" class="cards"></ul>
    </section>
  </div>
  <section class="next" aria-labelledby="next-title">
    <h2 id="next-title" data-text="next"></h2>
    <ul class="links">
      <li><a href="/api/docs" data-text="docs">API documentation</a></li>
      <li><a href="/api/openapi.json" data-text="openapi">OpenAPI 3.1</a></li>
      <li><a href="/health/ready" data-text="health">Health</a></li>
    </ul>
    <p data-text="demoKey" data-demo hidden></p>
    <pre data-demo hidden tabindex="0" role="group" data-label="demoKeyCode"><code id="demo-code"></code></pre>
    <p data-text="own"></p>
    <pre tabindex="0" role="group" data-label="ownCode"><code id="own-code"></code></pre>
    <p data-text="connect"></p>
    <pre tabindex="0" role="group" data-label="connectCode"><code id="connect-code"></code></pre>
  </section>
</main>
</body>
</html>
`;

/** A lighthouse lamp with its two beams, in the brand's colour on any ground. */
export const homeIcon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="7" fill="#0b6266"/>
<path d="M4 9l9 3v4l-9 3zM28 9l-9 3v4l9 3z" fill="#5ccbc8"/>
<circle cx="16" cy="14" r="4" fill="#fff"/>
<path d="M13 20h6l2 7H11z" fill="#fff"/>
</svg>
`;
