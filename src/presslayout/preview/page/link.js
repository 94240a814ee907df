// The way to the server: the token stands in our own address; every write names it once more.

const token = location.pathname.split("/")[1];
const AGAIN_MS = 1000;

export function tile(hash, width, column, row, inks) {
  return `page/${hash}/${inks}/${width}/${column}-${row}.png`;
}

export async function ask(path, values = {}) {
  try {
    const answer = await fetch(`${path}?${new URLSearchParams(values)}`);
    return answer.ok ? await answer.json() : null;
  } catch {
    // The server is being started again: what is asked now is asked once more by hand.
    return null;
  }
}

export async function write(path, value) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", "x-presslayout-token": token },
      body: JSON.stringify(value),
    });
    const said = await answer.json().catch(() => ({}));
    return { ok: answer.ok, ...said };
  } catch {
    return { ok: false, lost: true };
  }
}

// `page()` is the one that is looked at: it is set before the others.  A stream that has ended for
// good (another program had the port for a while, the address was refused) is begun again.
export function listen(page, heard, changed) {
  let made = null;
  const begin = () => {
    const looked = page();
    const stream = new EventSource(looked ? `events?page=${looked}` : "events");
    stream.addEventListener("open", () => changed("live"));
    stream.addEventListener("error", () => {
      changed("lost");
      if (stream.readyState === EventSource.CLOSED) setTimeout(begin, AGAIN_MS);
    });
    stream.addEventListener("hello", (event) => {
      const { page: served } = JSON.parse(event.data);
      // Another version of the program is there: its page is taken; drafts are kept.
      if (made && made !== served) location.reload();
      made = served;
    });
    for (const name of ["state", "setting", "proof"]) {
      stream.addEventListener(name, (event) => heard(name, JSON.parse(event.data)));
    }
  };
  begin();
}
