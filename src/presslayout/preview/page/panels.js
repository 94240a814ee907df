// What stands beside the page: stories and how they fit, messages, and what is selected.

import { icon, make } from "./stage.js";
import { hint, say, told } from "./words.js";

export function findings(found, act) {
  if (!found.length) return [make("p", { class: "quiet" }, say("nothing"))];
  return found.map((one) => finding(one, act));
}

export function finding(one, act) {
  const place = one.file ? `${one.file}:${one.line}:${one.column}` : "";
  const advice = hint(one);
  return make("article", { class: `finding ${one.severity}` },
    make("button", { class: "plain", onclick: () => act.show(one) },
      make("span", { class: "code" }, make("b", {}, say(one.severity)), ` ${one.code}`),
      make("span", { class: "words" }, told(one))),
    place && make("a", { class: "source", href: one.uri ?? "#" }, place),
    advice && make("p", { class: "advice" }, advice));
}

export function stories(pages, act) {
  const made = [];
  for (const page of pages) {
    made.push(make("h2", {}, `${say("nth", page.number)} ${page.section}`, make("span", {}, page.template)));
    if (!page.stories.length) made.push(make("p", { class: "quiet" }, say("noStories")));
    for (const story of page.stories) made.push(card(page, story, act));
  }
  return made;
}

function card(page, story, act) {
  const { overset, underset_lines: under } = story;
  const over = overset.lines > 0 || overset.chars > 0;
  const state = over ? say("over", overset.lines, overset.chars) : under ? say("under", under) : say("level");
  const kind = over ? "error" : under ? "warning" : "fine";
  const full = over ? story.lines / (story.lines + overset.lines) : story.lines / Math.max(story.lines + under, 1);
  const bar = make("span", { class: `gauge ${kind}`, role: "img", "aria-label": state }, make("span"));
  bar.firstChild.style.width = `${full * 100}%`;
  const jump = story.jump.to ? say("jumpTo", story.jump.to) : story.jump.from ? say("jumpFrom", story.jump.from) : "";
  return make("article", { class: "card" },
    make("button", { class: "plain", onclick: () => act.story(page, story) },
      make("strong", {}, story.name),
      make("span", { class: "quiet" }, [story.id, story.slot, jump].filter(Boolean).join(" · ")),
      bar,
      make("span", { class: "facts" },
        make("span", { class: `chip ${kind}` }, state),
        make("span", {}, say("lines", story.lines)),
        make("span", {}, say("chars", story.chars_set.toLocaleString())),
        story.headline.size_pt ? make("span", {}, `${story.headline.size_pt} pt`) : null)),
    story.fit_steps.length
      ? make("details", {}, make("summary", {}, say("steps")),
        make("ul", {}, ...story.fit_steps.map((step) => make("li", {}, step))))
      : null);
}

export function selected(one, act) {
  const name = one.name ? `《${one.name}》` : one.file ?? "";
  const part = one.part === "body" ? say("paragraph", one.paragraph) : one.part;
  const link = one.source && make("a", { class: "source", href: one.source.uri },
    icon("code"), `${one.source.file}:${one.source.line}:${one.source.column}`);
  return [
    make("header", {},
      make("h2", {}, one.kind === "photo" ? say("photo") : name,
        make("span", {}, [one.story, part].filter(Boolean).join(" · "))),
      make("button", { class: "small", title: say("close"), "aria-label": say("close"), onclick: act.clear }, icon("close"))),
    one.kind === "text" && make("blockquote", {}, one.text),
    link,
  ];
}
