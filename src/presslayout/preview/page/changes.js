// What differs between a page and the one that it is compared with, tinted on both.

import { ask } from "./link.js";
import { rectangle } from "./stage.js";

const known = new Map();

// The changes of a page against an older one: null until they are known.
export function between(old, now, came) {
  const key = `${old}/${now}`;
  if (old === now) return [];
  if (!known.has(key)) {
    known.set(key, null);
    ask("changes", { old, new: now }).then((found) => {
      // What could not be asked is asked again when there is something new, not at once for ever.
      if (!found) return void known.delete(key);
      known.set(key, found);
      came();
    });
  }
  return known.get(key) ?? null;
}

export const tints = (found, side) => (found ?? []).flatMap((one) => one[side].map((box) => rectangle(box, { class: `tint ${one.kind}` })));
