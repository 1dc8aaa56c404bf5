/* What a phone sends: written down on the device first, then sent, and sent again until the server answers with that very key.
   Reload, closed tab, no network, a server that restarts: it waits, and the page says so. Sent twice counts once. */
(() => {
  "use strict";
  const PATIENCE = 12000; // longer than a slow network needs
  const DELAYS = [1, 2, 4, 8, 15, 30]; // seconds between tries, each with some chance so that a hall doesn't ask at once

  /* the device's own memory, and the page's when the device refuses */
  const memory = new Map();
  const kept = {
    get(key) {
      if (memory.has(key)) return memory.get(key);
      try { return localStorage.getItem(key); } catch { return null; }
    },
    set(key, text) {
      try { localStorage.setItem(key, text); memory.delete(key); } catch { memory.set(key, text); }
    },
    drop(key) {
      memory.delete(key);
      try { localStorage.removeItem(key); } catch { /* it was never there */ }
    },
    keys(prefix) {
      const found = new Set([...memory.keys()].filter((key) => key.startsWith(prefix)));
      try {
        for (let place = 0; place < localStorage.length; place += 1) {
          if (localStorage.key(place).startsWith(prefix)) found.add(localStorage.key(place));
        }
      } catch { /* blocked */ }
      return [...found];
    },
    read(key, other = null) {
      try { return JSON.parse(kept.get(key)) ?? other; } catch { return other; }
    },
    write: (key, value) => kept.set(key, JSON.stringify(value)),
    onlyHere: (prefix = "") => [...memory.keys()].some((key) => key.startsWith(prefix)), // gone when this page closes
  };

  function newKey() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16)); // without https there is no randomUUID
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

  /* A line of things that wait under `prefix`. An item is { at, fields, … }; one with a `problem` waits for a person.
     name(item): under which name it is kept, so that a newer one replaces it. to(item): the address. body(item): the fields as sent.
     isIt(item, words): whether the server's answer is about this very item. arrived(item, words), refused(item, words): what then.
     away(item): the way in is closed. slow(item, words): too many at once. each(item, whole), done(whole, left): for the page. */
  function line({ prefix, name, to, body, isIt, arrived, refused, away, slow, each = () => {}, done = () => {} }) {
    let busy = false, tries = 0, timer = 0;
    const place = (item) => prefix + name(item);
    const waiting = () => kept.keys(prefix).map((key) => kept.read(key)).filter((item) => item?.fields).sort((one, other) => one.at - other.at);
    const open = () => waiting().filter((item) => !item.problem);
    const keep = (item) => kept.write(place(item), item);
    const drop = (item) => kept.drop(place(item));
    const latest = (item) => kept.read(place(item));

    async function send(item) {
      const stop = new AbortController();
      const late = setTimeout(() => stop.abort(), PATIENCE);
      try {
        const headers = { Accept: "application/json", "X-CSRFToken": token() };
        const answer = await fetch(to(item), { method: "POST", body: new URLSearchParams(body(item)), headers, signal: stop.signal, keepalive: true, redirect: "manual" });
        const words = await answer.json().catch(() => ({}));
        if (answer.ok && isIt(item, words)) { arrived(item, words); return true; }
        if ([409, 422].includes(answer.status) && words.message) { refused(item, words); return true; }
        if ([403, 404].includes(answer.status)) away(item);
        if (answer.status === 429 && words.message) slow(item, words);
        return false;
      } catch {
        return false; // no network, or the server is away: later
      } finally {
        clearTimeout(late);
      }
    }

    async function flush() {
      if (busy) return;
      busy = true;
      clearTimeout(timer);
      let whole = true;
      for (const item of open()) {
        whole = await send(item);
        each(item, whole);
        if (!whole) break;
      }
      busy = false;
      tries = whole ? 0 : tries + 1;
      const left = open();
      if (left.length) timer = setTimeout(flush, (whole ? 0.05 : DELAYS[Math.min(tries, DELAYS.length) - 1] * (0.8 + Math.random() * 0.4)) * 1000);
      done(whole, left);
    }

    function wake() {
      tries = 0;
      return flush();
    }

    window.addEventListener("online", wake);
    window.addEventListener("pageshow", flush);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) wake(); });
    window.addEventListener("beforeunload", (event) => { if (kept.onlyHere(prefix)) event.preventDefault(); });
    return { waiting, keep, drop, latest, flush };
  }

  Object.assign(window.driehoek, { kept, line, newKey });
})();
