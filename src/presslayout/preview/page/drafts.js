// What somebody is writing: kept with every letter, until it is sent or thrown away.

import * as keeping from "./keeping.js";

const NAME = "drafts", OPEN = "presslayout.open";

// What a draft is about: it is found again by that.
export const subjectKey = (one) => (one.reply ? `reply/${one.reply}` : [one.page, one.story, one.part, one.block ?? "", one.offset ?? "", one.length ?? ""].join("/"));

export const all = () => keeping.get(NAME, []);
export const about = (subject) => all().find((one) => one.key === subjectKey(subject)) ?? null;

// One draft as it is now; without words there is none.  Whether it will outlast the page.
export function keep(subject, said) {
  const key = subjectKey(subject);
  const others = all().filter((one) => one.key !== key);
  const own = said.words ? [{ key, subject, ...said }] : [];
  return keeping.put(NAME, [...others, ...own]);
}

export const drop = (subject) => keeping.put(NAME, all().filter((one) => one.key !== subjectKey(subject)));

export const isTheirs = (key) => keeping.isKept(key, NAME);

// The draft that this window has open is opened again after a reload.
export function opened(subject) {
  try {
    if (subject) sessionStorage.setItem(OPEN, subjectKey(subject));
    else sessionStorage.removeItem(OPEN);
  } catch { /* nothing is opened by itself then */ }
}

export function reopened() {
  try {
    return all().find((one) => one.key === sessionStorage.getItem(OPEN)) ?? null;
  } catch {
    return null;
  }
}
