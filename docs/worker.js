// Searching from a folder: browsers start no worker for file:, so that what it runs stands in a frame.
"use strict";

if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      this.onmessage = null;
      this.onerror = null;
      this.waiting = [];
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      document.documentElement.append(this.frame);
      const inside = this.frame.contentWindow;
      inside.postMessage = (data) => this.heard(data);
      inside.importScripts = (...names) =>
        names.reduce((before, name) => before.then(() => this.run(name)), Promise.resolve());
      this.run(new URL(url, location.href).href).then(() => {
        const asked = this.waiting;
        this.waiting = null;
        asked.forEach((data) => this.tell(data));
      });
    }

    run(url) {
      return new Promise((done, failed) => {
        const script = this.frame.contentDocument.createElement("script");
        script.src = url;
        script.onload = done;
        script.onerror = failed;
        this.frame.contentDocument.head.append(script);
      });
    }

    heard(told) {
      const data = structuredClone(told);
      const event = new MessageEvent("message", { data });
      // Never before whoever told it has done: each end is to hear when it waits.
      setTimeout(() => {
        this.dispatchEvent(event);
        if (this.onmessage) this.onmessage(event);
      });
    }

    tell(data) {
      const event = new this.frame.contentWindow.MessageEvent("message", { data });
      setTimeout(() => this.frame.contentWindow?.dispatchEvent(event));
    }

    postMessage(asked) {
      const data = structuredClone(asked);
      if (this.waiting) this.waiting.push(data);
      else this.tell(data);
    }

    terminate() {
      this.frame.remove();
    }
  };
}
