"""How the page of differences looks, and what its one script does."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --ground: light-dark(#e4e3df, #17181a);
--card: light-dark(#fff, #292c2f); --side: light-dark(#f4f4f2, #1e2022);
--ink: light-dark(#1d1d1b, #e9e8e4); --quiet: light-dark(#5e5d59, #a5a39d);
--line: light-dark(#dcdbd6, #3a3d41); --ins: light-dark(#0a6b2b, #7fce9b);
--del: light-dark(#b3201e, #ff8a80); --accent: light-dark(#a3241c, #ff8a7a);
--lost: #b3201e; --text: #c2410c; --move: #1d4ed8; --style: #7b3fb3; --photo: #0f766e;
--furniture: #6b6a66; --zoom: 1 }
* { box-sizing: border-box }
html { scroll-behavior: smooth; scroll-padding: 5.5rem 0 2rem }
body { margin: 0; color: var(--ink); background: var(--ground);
font: 15px/1.55 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
body:has(#zoom2:checked) { --zoom: 2 } body:has(#zoom3:checked) { --zoom: 3.2 }
body:has(#en:checked) [lang=zh], body:not(:has(#en:checked)) [lang=en] { display: none }
a { color: inherit } :focus-visible { outline: 2px solid var(--accent); outline-offset: 1px }
main { display: grid; grid-template-columns: 25rem minmax(0, 1fr); align-items: start }
.list { position: sticky; top: 0; height: 100vh; overflow: auto; background: var(--side);
border-right: 1px solid var(--line); padding: 0 1rem 1rem; scroll-padding: 10rem 0 2rem }
.head { position: sticky; top: 0; background: var(--side); padding: 1rem 0 .6rem; z-index: 1 }
h1 { font-size: 1.35rem; margin: 0 } .names { color: var(--quiet); margin: .2rem 0 .7rem;
overflow-wrap: anywhere; font-size: .93em }
.bar { display: flex; flex-wrap: wrap; gap: .35rem; align-items: center; margin: .35rem 0 }
.bar label, .bar button { border: 1px solid var(--line); border-radius: 1rem; cursor: pointer;
padding: .05rem .7rem; background: var(--card); color: inherit; font: inherit }
.bar input { position: absolute; opacity: 0; pointer-events: none }
.bar label:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 1px }
.bar label:has(:checked) { border-color: currentColor; font-weight: 650 }
.filter label:not(:has(:checked)) { opacity: .62; text-decoration: line-through }
.filter strong { color: light-dark(var(--kind), var(--ink)) } .gap { flex: 1 }
.kbd { color: var(--quiet); font-size: .85em; margin: .2rem 0 0 } [hidden] { display: none }
h2 { font-size: 1.05rem; margin: 1rem 0 .5rem } h2.part { color: var(--quiet); font-size: .95rem }
h2 .quiet { color: var(--quiet); font-weight: 400 }
ol { list-style: none; margin: 0; padding: 0 }
ol li { background: var(--card); border: 1px solid var(--line); padding: .5rem .75rem;
border-left: 4px solid var(--kind); border-radius: .5rem; margin-bottom: .5rem }
ol li > a { display: block; text-decoration: none }
ol li:hover { border-color: var(--kind) }
ol li:target, ol li.now { outline: 3px solid var(--kind); outline-offset: -1px }
.lost { --kind: var(--lost) }
.text { --kind: var(--text) } .move { --kind: var(--move) } .style { --kind: var(--style) }
.photo { --kind: var(--photo) } .furniture { --kind: var(--furniture) }
.number { display: inline-block; min-width: 1.6em; padding: 0 .3em; margin-right: .4em;
text-align: center; border-radius: .3em; background: var(--kind); color: #fff; font-weight: 650 }
.words { margin-top: .3rem; overflow-wrap: anywhere; white-space: pre-line;
font-family: "Songti SC", "Noto Serif CJK SC", serif; font-size: 1.07em }
.words summary { cursor: pointer } .words details[open] .cut { display: none }
.place { display: block; margin-top: .2rem; color: var(--quiet); overflow-wrap: anywhere;
font: .85em ui-monospace, monospace }
ins { color: var(--ins); text-decoration-thickness: 2px; text-underline-offset: 3px }
del { color: var(--del) }
.pages { padding: 1rem 1.25rem; min-width: 0 }
.pair { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1rem;
margin-bottom: 1.5rem }
figure { margin: 0; min-width: 0 } figcaption { color: var(--quiet); margin-bottom: .3rem;
overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.view { overflow: auto; max-height: calc(100vh - 5rem); overscroll-behavior: contain }
.view:focus-visible { outline-offset: -2px }
body:not(:has(#zoom2:checked, #zoom3:checked)) .view { max-height: none }
svg { display: block; width: calc(100% * var(--zoom)); height: auto; background: #fff;
box-shadow: 0 1px 2px #0003, 0 4px 18px #0002 }
svg a rect { fill: var(--kind); fill-opacity: .2; stroke: var(--kind); stroke-width: 1px;
vector-effect: non-scaling-stroke }
svg a.photo rect, svg a.move rect { fill-opacity: .04; stroke-width: 2.5px }
svg a:hover rect, svg a:focus rect { fill-opacity: .34 }
svg a.now rect:not(.tag), svg a:target rect:not(.tag) { fill: #ffb400; fill-opacity: .38;
stroke: #d9480f; stroke-width: 1.5px }
svg g { transform-box: fill-box; transform-origin: 100% 100%;
transform: scale(calc(.25 + .75 / var(--zoom))) }
svg a text { font: 650 4.2px system-ui, sans-serif; fill: #fff }
svg a rect.tag, svg a:hover rect.tag { fill: var(--kind); fill-opacity: 1; stroke: none }
body:has(#show-lost:not(:checked)) :is(li, h2, svg a).lost,
body:has(#show-text:not(:checked)) :is(li, h2, svg a).text,
body:has(#show-move:not(:checked)) :is(li, h2, svg a).move,
body:has(#show-style:not(:checked)) :is(li, h2, svg a).style,
body:has(#show-photo:not(:checked)) :is(li, h2, svg a).photo,
body:has(#show-furniture:not(:checked)) :is(li, h2, svg a).furniture
{ display: none }
.none { padding: 2rem; color: var(--quiet) }
@media (max-width: 60rem) { main { grid-template-columns: minmax(0, 1fr) }
.list { position: static; height: auto; overflow: visible; border: 0 }
.head { position: static } html { scroll-padding: 1rem 0 5rem } .kbd { display: none }
.walk { position: fixed; inset: auto 0 0; z-index: 2; margin: 0; padding: .5rem .8rem;
background: var(--side); border-top: 1px solid var(--line) } body { padding-bottom: 3.5rem } }
@media (max-width: 34rem) { .pair { grid-template-columns: minmax(0, 1fr) }
.pages, .list { padding-left: .6rem; padding-right: .6rem } .head { padding-top: .5rem }
h1 { font-size: 1.1rem } .bar { gap: .25rem; font-size: .9em } }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto } }
@media print { .list { position: static; height: auto; overflow: visible } .bar, .kbd { display: none }
main { display: block } .pair { break-inside: avoid } }
"""

# Without it everything can be read, filtered and enlarged; with it one walks from place to place.
SCRIPT = """
'use strict';
const rows = [...document.querySelectorAll('ol li')], at = document.getElementById('at');
const one = name => document.getElementById(name);
let now = -1;
const open = () => rows.map((_, n) => n).filter(n => rows[n].offsetParent);
const places = n => [...document.querySelectorAll(`svg a[href="#${rows[n].id}"]`)];
function middle(place) {
  const view = place.closest('.view'), a = view.getBoundingClientRect();
  const b = place.querySelector('rect').getBoundingClientRect();
  view.scrollLeft += b.left + b.width / 2 - a.left - a.width / 2;
  view.scrollTop += b.top + b.height / 2 - a.top - a.height / 2;
}
function show(n, quiet) {
  document.querySelectorAll('.now').forEach(e => e.classList.remove('now'));
  now = n;
  const found = places(n);
  rows[n].classList.add('now');
  found.forEach(e => { e.classList.add('now'); middle(e); });
  const main = found.find(e => e.id[0] === 'n') || found[0];
  if (main) main.scrollIntoView({block: 'center', inline: 'nearest'});
  if (!quiet && getComputedStyle(document.querySelector('.list')).position === 'sticky')
    rows[n].scrollIntoView({block: 'nearest'});
  const seen = open();
  at.textContent = `${seen.indexOf(n) + 1} / ${seen.length}`;
}
function step(by) {
  const seen = open();
  if (!seen.length) return;
  const next = by > 0 ? seen.find(n => n > now) : seen.findLast(n => n < now);
  show(next === undefined ? seen[by > 0 ? 0 : seen.length - 1] : next);
}
function zoom(by) {
  const all = [1, 2, 3], old = all.find(n => one(`zoom${n}`).checked);
  one(`zoom${Math.min(3, Math.max(1, old + by))}`).click();
}
document.querySelectorAll('[data-step]').forEach(e =>
  e.addEventListener('click', () => step(Number(e.dataset.step))));
document.querySelectorAll('[name=zoom]').forEach(e => e.addEventListener('change', () => {
  if (now >= 0) requestAnimationFrame(() => show(now));
}));
document.querySelectorAll('[name=lang]').forEach(e => e.addEventListener('change', () => {
  document.documentElement.lang = one('en').checked ? 'en' : 'zh-CN';
}));
rows.forEach((row, n) => row.querySelector('a').addEventListener('click', event => {
  event.preventDefault();
  history.replaceState(null, '', row.querySelector('a').getAttribute('href') || '#');
  show(n);
}));
document.querySelectorAll('svg a').forEach(e => e.addEventListener('click', event => {
  event.preventDefault();
  const n = rows.findIndex(row => `#${row.id}` === e.getAttribute('href'));
  history.replaceState(null, '', e.getAttribute('href'));
  show(n);
  if (getComputedStyle(document.querySelector('.list')).position !== 'sticky')
    rows[n].scrollIntoView({block: 'center'});
}));
document.querySelectorAll('.pair').forEach(pair => {
  const views = [...pair.querySelectorAll('.view')];
  views.forEach(view => view.addEventListener('scroll', () => views.forEach(other => {
    if (other === view || !view.matches(':hover, :focus-within')) return;
    other.scrollLeft = view.scrollLeft;
    other.scrollTop = view.scrollTop;
  })));
});
addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if ((event.target.matches('input') || event.target.closest('.view')) && event.key.startsWith('Arrow')) return;
  const done = {
    n: () => step(1), j: () => step(1), ArrowRight: () => step(1), ArrowDown: () => step(1),
    p: () => step(-1), k: () => step(-1), ArrowLeft: () => step(-1), ArrowUp: () => step(-1),
    '+': () => zoom(1), '=': () => zoom(1), '-': () => zoom(-1),
  }[event.key];
  if (!done) return;
  event.preventDefault();
  done();
});
document.querySelectorAll('[data-scripted]').forEach(e => { e.hidden = false; });
at.textContent = `– / ${rows.length}`;
if (!navigator.language.startsWith('zh')) one('en').click();
"""
