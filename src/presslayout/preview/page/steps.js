// What somebody points at, and the steps he takes from there, in whatever order the answers come.

let chosen = null;
let before = Promise.resolve();
let waiting = 0;

// What was pointed at or chosen last is what is selected: whether that is still so.
export function anew() {
  const own = chosen = {};
  return () => chosen === own;
}

// What is pointed at is asked for: steps from there wait until it is known.
export function waitFor(found) {
  before = Promise.resolve(found);
  return before;
}

// Steps by key are taken one after another, each from where the one before has led, until somebody
// points elsewhere.
export function inTurn(step) {
  const own = chosen, still = () => chosen === own, last = before;
  waiting++;
  return waitFor((async () => {
    // What came to nothing stops nothing after it.
    await last.catch(() => {});
    try {
      if (still()) await step(still);
    } finally {
      waiting--;
    }
  })());
}

export const isStepping = () => waiting > 0;
