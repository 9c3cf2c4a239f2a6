/** Colours are those of the web app's palette; contrast of every text on its ground is 4.5 or more, light and dark. */
export const homeStyle = `
:root {
  color-scheme: light dark;
  --page: #f6f8f9; --surface: #ffffff; --sunken: #edf1f4;
  --text: #16202c; --second: #465364; --third: #5c6879; --line: #d3dae2; --control: #788494;
  --brand: #0b6266; --brand-hover: #084c50; --brand-soft: #ddf1f0;
  --scheduled: #3949ab; --scheduled-soft: #e9ecfb; --published: #1b6b3a; --published-soft: #e3f3e8;
  --failed: #a8321a; --failed-soft: #fceae5; --unconfirmed: #8a4b00; --unconfirmed-soft: #fdf0dc;
  --missed: #6b5a00; --missed-soft: #f7f2cc; --held: #8b2c6b; --held-soft: #fae8f3;
  --negative: #c2410c; --neutral: #7d8897; --positive: #0b6cb0;
  --negative-text: #9a3412; --negative-soft: #fdebe1; --neutral-text: #465364; --neutral-soft: #edf1f4;
  --positive-text: #0a5488; --positive-soft: #e3f0fa;
  --critical: #a3192b; --critical-soft: #fce8ea;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f151c; --surface: #171f29; --sunken: #0b1016;
    --text: #e7edf3; --second: #b2becc; --third: #909dae; --line: #2c3744; --control: #78879a;
    --brand: #5ccbc8; --brand-hover: #86ddda; --brand-soft: #0f3437;
    --scheduled: #a3b0fa; --scheduled-soft: #1e2748; --published: #74ce95; --published-soft: #13301f;
    --failed: #ff9b82; --failed-soft: #3f1f18; --unconfirmed: #f5b35e; --unconfirmed-soft: #3a2a12;
    --missed: #dcc95a; --missed-soft: #322d0e; --held: #ee9bd0; --held-soft: #3b1e31;
    --negative: #f28b5b; --neutral: #808d9e; --positive: #5ab0f2;
    --negative-text: #f9a781; --negative-soft: #3b2216; --neutral-text: #b2becc; --neutral-soft: #222c38;
    --positive-text: #8cc8f7; --positive-soft: #132b40;
    --critical: #ff95a0; --critical-soft: #421a20;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 400 16px/24px Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: anywhere;
}
.bar, main { max-width: 1120px; margin: 0 auto; padding: 0 24px; }
header { background: var(--surface); border-bottom: 1px solid var(--line); }
.bar { display: flex; align-items: center; justify-content: space-between; min-height: 56px; }
.brand { margin: 0; font-size: 18px; font-weight: 650; color: var(--brand); }
.languages { display: flex; gap: 4px; }
button {
  font: inherit; font-size: 14px; min-height: 32px; padding: 4px 12px; border: 1px solid transparent;
  border-radius: 8px; background: none; color: var(--second); cursor: pointer;
}
button[aria-pressed="true"] { background: var(--brand-soft); color: var(--brand); font-weight: 500; border-color: var(--brand); }
button:hover { color: var(--brand-hover); border-color: var(--control); }
:focus-visible { outline: 2px solid var(--brand); outline-offset: 2px; }
a { color: var(--brand); }
a:hover { color: var(--brand-hover); }
h1 { font-size: 28px; line-height: 34px; font-weight: 650; margin: 0 0 8px; }
h2 { font-size: 18px; line-height: 26px; font-weight: 650; margin: 0 0 12px; }
p { margin: 0 0 12px; }
.intro { padding: 32px 0 8px; max-width: 46em; }
.intro p { color: var(--second); }
.go {
  display: inline-block; padding: 8px 16px; border-radius: 8px; background: var(--brand); color: var(--surface);
  font-weight: 500; text-decoration: none;
}
.go:hover { background: var(--brand-hover); color: var(--surface); }
.intro .go { color: var(--surface); }
.notice { background: var(--unconfirmed-soft); color: var(--unconfirmed); border-radius: 8px; padding: 8px 12px; }
.steps { list-style: none; display: grid; grid-template-columns: repeat(3, 1fr); gap: 16px; padding: 0; margin: 8px 0 24px; }
.steps li {
  background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px;
  display: grid; grid-template-columns: 24px 1fr; column-gap: 12px; align-content: start;
}
.steps .figure { font-size: 22px; line-height: 28px; font-weight: 650; font-variant-numeric: tabular-nums; }
.steps .about { grid-column: 2; color: var(--second); font-size: 14px; line-height: 20px; }
.steps svg { margin-top: 4px; }
.steps .waiting svg { color: var(--third); }
.steps .done svg { color: var(--published); }
.steps .bad svg { color: var(--critical); }
svg.icon { width: 20px; height: 20px; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; flex: none; }
.alert {
  background: var(--critical-soft); border: 1px solid var(--critical); border-left-width: 6px; border-radius: 8px;
  padding: 16px 20px 4px; margin-bottom: 24px;
}
.alert h2 { color: var(--critical); margin-bottom: 4px; }
.alert blockquote { margin: 0 0 12px; padding-left: 12px; border-left: 2px solid var(--critical); }
.alert blockquote p { margin: 0; }
.alert .who { color: var(--second); font-size: 14px; line-height: 20px; }
.alert.over { background: var(--surface); border-color: var(--line); }
.alert.over h2 { color: var(--second); }
.alert.over blockquote { border-color: var(--line); }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 32px; margin-bottom: 32px; }
.cards { list-style: none; margin: 0; padding: 0; display: grid; gap: 8px; }
.cards li { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; }
.cards .row { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; font-size: 13px; line-height: 20px; color: var(--third); }
.cards .text { margin: 4px 0 0; font-size: 14px; line-height: 20px; white-space: pre-line; }
.cards time { font-variant-numeric: tabular-nums; }
.chip {
  display: inline-flex; align-items: center; gap: 4px; border-radius: 4px; padding: 1px 8px; font-weight: 500;
  color: var(--neutral-text); background: var(--neutral-soft);
}
.chip svg.icon { width: 16px; height: 16px; }
.chip.scheduled { color: var(--scheduled); background: var(--scheduled-soft); }
.chip.publishing { color: var(--brand); background: var(--brand-soft); }
.chip.published { color: var(--published); background: var(--published-soft); }
.chip.failed { color: var(--failed); background: var(--failed-soft); }
.chip.unconfirmed { color: var(--unconfirmed); background: var(--unconfirmed-soft); }
.chip.missed { color: var(--missed); background: var(--missed-soft); }
.chip.held { color: var(--held); background: var(--held-soft); }
.chip.negative { color: var(--negative-text); background: var(--negative-soft); }
.chip.positive { color: var(--positive-text); background: var(--positive-soft); }
figure { margin: 0 0 16px; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; }
figcaption { color: var(--second); font-size: 14px; line-height: 20px; margin-bottom: 8px; }
#chart svg { display: block; width: 100%; height: auto; }
#chart text { fill: var(--third); font-size: 12px; font-variant-numeric: tabular-nums; }
#chart .grid { stroke: var(--line); stroke-width: 1; }
.bar-negative { fill: var(--negative); }
.bar-neutral { fill: var(--neutral); }
.bar-positive { fill: var(--positive); }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 0; margin: 8px 0 0; font-size: 13px; line-height: 20px; color: var(--second); }
.legend .negative { color: var(--negative-text); }
.legend .positive { color: var(--positive-text); }
.next { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 20px 24px 8px; margin-bottom: 48px; }
.links { display: flex; flex-wrap: wrap; gap: 8px 24px; padding: 0; margin: 0 0 20px; list-style: none; }
.links a { display: inline-block; min-height: 24px; }
pre {
  background: var(--sunken); border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; margin: 0 0 16px;
  overflow-x: auto; font: 13px/20px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: normal;
}
.empty { color: var(--third); }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 820px) {
  .bar, main { padding: 0 16px; }
  .columns { grid-template-columns: minmax(0, 1fr); }
  .steps { grid-template-columns: 1fr; gap: 8px; }
  .intro { padding-top: 24px; }
  h1 { font-size: 22px; line-height: 28px; }
  .next { padding: 16px 16px 4px; }
  button { min-height: 44px; }
  #chart text { font-size: 17px; }
  #mentions li:nth-child(n + 7) { display: none; }
}
@media print { header, .next { display: none; } }
`;
