import { homeWords } from "./home-words.ts";

/**
 * The first page's program, as the browser gets it: plain JavaScript without third parties. Everything it shows is
 * put in as text, never as markup, so that what strangers wrote stays a text.
 */
export const homeScript = `"use strict";
const words = ${JSON.stringify(homeWords)};
${String.raw`
const everyMilliseconds = 2000;
const labels = ["negative", "neutral", "positive"];
const signs = { negative: "−", neutral: "=", positive: "+" };
const networkNames = { mastodon: "Mastodon", bluesky: "Bluesky", x: "X", wordpress: "WordPress", rss: "Blog" };
const icons = {
  clock: ["M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18", "M12 7v5l3 3"],
  up: ["M12 20V6", "M6 12l6-6l6 6"],
  check: ["M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18", "M9 12l2 2l4-4"],
  alert: ["M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3z", "M12 8v4.5", "M12 16v.01"],
  question: ["M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18", "M9.8 9.3a2.3 2.3 0 1 1 3.2 2.2c-.7.3-1 .8-1 1.5", "M12 16.5v.01"],
  cross: ["M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18", "M9 9l6 6", "M15 9l-6 6"],
  pause: ["M9 5v14", "M15 5v14"],
  pencil: ["M4 20h4L19 9a2.8 2.8 0 0 0-4-4L4 16z"],
  talk: ["M4 20l1.4-4A8 7 0 1 1 9 19z"],
};
const stateIcons = {
  draft: "pencil", scheduled: "clock", publishing: "up", published: "check", failed: "alert",
  unconfirmed: "question", cancelled: "cross", missed: "clock", held: "pause",
};

const byId = (id) => document.getElementById(id);
let language = chosenLanguage();
let last = null;
let failures = 0;
let announced = "";
const shown = new Map();

for (const button of document.querySelectorAll("[data-language]"))
  button.addEventListener("click", () => {
    language = button.dataset.language;
    try {
      localStorage.setItem("vigie-language", language);
    } catch {
      // Storage is closed to this page: the choice holds until it is left.
    }
    show();
  });
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) void load();
});
show();
void follow();

async function follow() {
  if (!document.hidden) await load();
  setTimeout(follow, everyMilliseconds);
}

async function load() {
  try {
    const answer = await fetch("/demo-state", { cache: "no-store", signal: AbortSignal.timeout(10000) });
    if (!answer.ok) throw new Error(String(answer.status));
    last = await answer.json();
    failures = 0;
  } catch {
    failures += 1; // said on the page from the second one on
  }
  show();
}

function show() {
  document.documentElement.lang = language;
  for (const button of document.querySelectorAll("[data-language]"))
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  const demo = last ? last.demo : null;
  for (const element of document.querySelectorAll("[data-demo]"))
    if (element.id !== "alert") element.hidden = demo === null;
  for (const element of document.querySelectorAll("[data-text]")) put(element, fixedText(element.dataset.text, demo));
  for (const element of document.querySelectorAll("[data-label]"))
    element.setAttribute("aria-label", say(element.dataset.label));
  byId("lost").hidden = failures < 2;
  put(byId("lost"), say("lost"));
  showCode();
  byId("alert").hidden = demo === null || demo.alerts.length === 0;
  if (demo === null) return;
  part("steps", [demo.publications, demo.total, demo.alerts], () => showSteps(demo));
  part("alert", demo.alerts, () => showAlert(demo));
  part("posts", demo.publications, () => showPosts(demo.publications));
  part("chart", [demo.counts, demo.total], () => showChart(demo));
  part("mentions", demo.mentions, () => showMentions(demo.mentions));
}

/** Draws a part anew only when what it shows has changed: nobody's place on the page is lost for nothing. */
function part(name, data, draw) {
  const state = language + JSON.stringify(data);
  if (shown.get(name) === state) return;
  shown.set(name, state);
  draw();
}

function fixedText(name, demo) {
  if (last === null && name === "lead") return "";
  if (demo !== null && name === "title") return say("titleDemo");
  if (demo !== null && name === "lead") return say("leadDemo", { brand: demo.brand });
  return say(name);
}

function showSteps(demo) {
  const now = Date.parse(last.now);
  const due = demo.publications.filter((it) => it.publishedAt || (it.scheduledAt && Date.parse(it.scheduledAt) <= now + 90000));
  const out = due.filter((it) => it.state === "published").length;
  const alert = demo.alerts[0];
  const isOver = alert && alert.state === "resolved";
  byId("steps").replaceChildren(
    step(out > 0 && out === due.length ? "done" : "waiting", out === due.length ? "check" : "clock", number(out) + "/" + number(due.length), say("stepPosts")),
    step(demo.total > 0 ? "done" : "waiting", "talk", number(demo.total), say("stepMentions")),
    alert
      ? step(isOver ? "done" : "bad", isOver ? "check" : "alert", number(demo.alerts.length), say(isOver ? "stepAlertOver" : "stepAlertOpen", { time: clock(isOver ? alert.resolvedAt : alert.openedAt) }))
      : step("waiting", "check", number(0), say("stepAlertNone")),
  );
}

function step(kind, iconName, figure, about) {
  return element("li", { class: kind }, [
    icon(iconName),
    element("span", { class: "figure" }, [figure]),
    element("span", { class: "about" }, [about]),
  ]);
}

function showAlert(demo) {
  const alert = demo.alerts[0];
  if (!alert) return;
  const isOver = alert.state === "resolved";
  byId("alert").className = isOver ? "alert over" : "alert";
  const title = say(isOver ? "alertOver" : "alertOpen", { brand: demo.brand });
  const why = say("alertWhy", {
    seen: number(alert.seen), authors: number(alert.authors), expected: alert.expected < 1 ? say("lessThanOne") : number(alert.expected), time: clock(alert.openedAt),
  });
  put(byId("alert-title"), title);
  put(byId("alert-why"), why);
  byId("alert-top").parentElement.hidden = !alert.top;
  if (alert.top) {
    const { text, author, network, followers } = alert.top;
    put(byId("alert-top"), say("alertTop", { text }));
    put(byId("alert-who"), say(followers === null ? "alertWhoPlain" : "alertWho", { author: author || "?", network: nameOf(network), followers: number(followers || 0) }));
  }
  byId("alert-terms").hidden = alert.terms.length === 0;
  put(byId("alert-terms"), say("alertTerms", { terms: alert.terms.join(", ") }));
  const event = alert.openedAt + alert.state;
  if (event !== announced) put(byId("announce"), title + ". " + why);
  announced = event;
}

function showPosts(publications) {
  byId("posts").replaceChildren(...orEmpty(publications.map(postCard), "noPosts"));
}

function postCard(it) {
  const name = words[language].states[it.state] || it.state;
  const at = it.publishedAt || it.scheduledAt;
  const row = [
    element("span", { class: "chip " + it.state }, [icon(stateIcons[it.state] || "question"), name]),
    element("span", {}, [nameOf(it.network)]),
  ];
  if (at) row.push(timeElement(at, say(it.publishedAt ? "out" : "planned", { time: moment(at) })));
  if (it.parts > 0) row.push(element("span", {}, [say("thread", { n: number(it.parts + 1) })]));
  if (it.url)
    row.push(element("a", { href: it.url, rel: "noreferrer", "aria-label": say("seeOnLabel", { network: nameOf(it.network), text: it.text.slice(0, 60) }) }, [say("seeOn")]));
  return element("li", {}, [element("div", { class: "row" }, row), element("p", { class: "text" }, [brief(it.text, 180)])]);
}

function showMentions(mentions) {
  byId("mentions").replaceChildren(...orEmpty(mentions.map(mentionCard), "noMentions"));
}

function mentionCard(it) {
  const label = labels.includes(it.label) ? it.label : null;
  const row = [
    element("span", { class: "chip " + (label || "") }, [label ? signs[label] + " " + say(label) : say("unread")]),
    timeElement(it.publishedAt, moment(it.publishedAt)),
    element("span", {}, [(it.author || "?") + ", " + nameOf(it.network)]),
  ];
  return element("li", {}, [element("div", { class: "row" }, row), element("p", { class: "text" }, [brief(it.text, 240)])]);
}

function showChart(demo) {
  const { counts } = demo;
  const sums = {};
  for (const label of labels) sums[label] = counts.reduce((sum, it) => sum + it[label], 0);
  put(byId("chart-caption"), say("caption", { n: number(demo.total) }));
  const width = 520, height = 190, left = 32, bottom = 24, top = 8;
  const most = scaleFor(Math.max(4, ...counts.map((it) => it.negative + it.neutral + it.positive)));
  const y = (value) => height - bottom - (value / most) * (height - bottom - top);
  const slot = (width - left) / Math.max(1, counts.length);
  const parts = [];
  for (const value of [0, most / 2, most]) {
    parts.push(svg("line", { class: "grid", x1: left, x2: width, y1: y(value), y2: y(value) }));
    parts.push(svg("text", { x: left - 6, y: y(value) + 4, "text-anchor": "end" }, [number(value)]));
  }
  counts.forEach((it, index) => {
    let below = 0;
    const group = svg("g", {}, [svg("title", {}, [say("bar", { time: clock(it.from), negative: number(it.negative), neutral: number(it.neutral), positive: number(it.positive) })])]);
    for (const label of labels) {
      if (it[label] === 0) continue;
      const above = below + it[label];
      group.append(svg("rect", { class: "bar-" + label, x: left + index * slot + 2, width: Math.max(2, slot - 4), y: y(above), height: y(below) - y(above) }));
      below = above;
    }
    parts.push(group);
    if (new Date(it.from).getMinutes() === 0)
      parts.push(svg("text", { x: left + index * slot, y: height - 6 }, [clock(it.from).slice(0, 5)]));
  });
  byId("chart").replaceChildren(svg("svg", { viewBox: "0 0 " + width + " " + height, role: "img", "aria-label": say("chart", mapped(sums, number)) }, parts));
  byId("legend").replaceChildren(...labels.map((label) => {
    const swatch = svg("svg", { viewBox: "0 0 12 12", width: 12, height: 12, "aria-hidden": "true" }, [svg("rect", { class: "bar-" + label, width: 12, height: 12, rx: 2 })]);
    return element("li", { class: label }, [swatch, " " + signs[label] + " " + say(label) + " " + number(sums[label])]);
  }));
}

/** The next even number that reads well at the top of an axis. */
function scaleFor(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 6, 8, 10].map((factor) => factor * power).find((top) => top >= value && top % 2 === 0) || value;
}

function showCode() {
  const origin = location.origin;
  put(byId("demo-code"), 'curl ' + origin + '/api/v1/mentions?label=negative \\\n  -H "Authorization: Bearer $(cat .vigie/demo-key)"');
  put(byId("own-code"), 'export VIGIE_BOOTSTRAP_API_KEY="$(node -p \'crypto.randomUUID()\')"\necho "$VIGIE_BOOTSTRAP_API_KEY"\nnpm start');
  put(byId("connect-code"), 'curl ' + origin + '/api/v1/profiles \\\n  -H "Authorization: Bearer $VIGIE_BOOTSTRAP_API_KEY" \\\n  -H "content-type: application/json" \\\n  -d \'{"network": "mastodon", "credentials": {"accessToken": "…"}, "settings": {"baseUrl": "https://mastodon.social"}}\'');
}

function orEmpty(items, name) {
  return items.length > 0 ? items : [element("li", { class: "empty" }, [say(name)])];
}

function say(name, values) {
  const text = words[language][name];
  return String(text).replace(/\{(\w+)\}/g, (whole, key) => (values && key in values ? values[key] : whole));
}

function mapped(values, change) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}

function number(value) {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
}

function clock(instant) {
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(new Date(instant));
}

/** The time of day; with the day where it is not today. */
function moment(instant) {
  const date = new Date(instant);
  if (date.toDateString() === new Date().toDateString()) return clock(instant);
  return new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(date);
}

function brief(text, most) {
  const letters = Array.from(text);
  return letters.length > most ? letters.slice(0, most - 1).join("").replace(/\s+\S*$/, "") + "…" : text;
}

function nameOf(network) {
  return networkNames[network] || network;
}

function timeElement(instant, text) {
  return element("time", { datetime: instant, title: new Date(instant).toLocaleString(language) }, [text]);
}

function icon(name) {
  return svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, icons[name].map((d) => svg("path", { d })));
}

function svg(name, attributes, children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function element(name, attributes, children) {
  return filled(document.createElement(name), attributes, children);
}

function filled(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...(children || []));
  return made;
}

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function chosenLanguage() {
  let kept = null;
  try {
    kept = localStorage.getItem("vigie-language");
  } catch {
    // Storage is closed to this page: the browser's language decides.
  }
  if (kept === "fr" || kept === "en") return kept;
  return (navigator.language || "").toLowerCase().startsWith("fr") ? "fr" : "en";
}
`}`;
