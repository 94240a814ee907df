// The way to the server: the token stands in our own address; every write names it once more.

const token = location.pathname.split("/")[1];

export function tile(hash, width, column, row, inks) {
  return `page/${hash}/${inks}/${width}/${column}-${row}.png`;
}

export async function ask(path, values = {}) {
  const answer = await fetch(`${path}?${new URLSearchParams(values)}`);
  return answer.ok ? answer.json() : null;
}

export async function write(path, value) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-presslayout-token": token },
    body: JSON.stringify(value),
  });
  const said = await answer.json().catch(() => ({}));
  return { ok: answer.ok, ...said };
}

// `page` is the one that is looked at: it is set before the others.
export function listen(page, heard, changed) {
  const stream = new EventSource(page ? `events?page=${page}` : "events");
  stream.addEventListener("open", () => changed("live"));
  stream.addEventListener("error", () => changed("lost"));
  for (const name of ["state", "setting"]) {
    stream.addEventListener(name, (event) => heard(name, JSON.parse(event.data)));
  }
}
