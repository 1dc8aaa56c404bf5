/* A questionnaire. What is filled in is written down on this device alone until it is sent, and sent again until the server says
   that it is in: reload, closed tab, no network, it waits and says so. Sent twice counts once. */
(() => {
  "use strict";
  const PREFIX = "driehoek:scan:", DAYS = 60, PATIENCE = 15000;
  const DELAYS = [2, 4, 8, 15, 30];
  const root = document.getElementById("scan");
  const over = document.getElementById("scan-over");
  const told = (root ?? over)?.dataset;
  if (!told) return;
  const KEY = PREFIX + told.draft;
  let kept = null, refused = false; // what this page knows, also when the device refuses to keep it

  const store = {
    read() {
      try { return JSON.parse(localStorage.getItem(KEY)) ?? kept; } catch { return kept; }
    },
    write(draft) {
      kept = draft;
      try { localStorage.setItem(KEY, JSON.stringify(draft)); refused = false; } catch { refused = true; }
    },
    drop() {
      kept = null;
      refused = false;
      try { localStorage.removeItem(KEY); } catch { /* it was never there */ }
    },
    forgetOld() {
      try {
        for (const name of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
          const at = JSON.parse(localStorage.getItem(name))?.at ?? 0;
          if (Date.now() - at > DAYS * 86400000) localStorage.removeItem(name);
        }
      } catch { /* blocked */ }
    },
  };
  store.forgetOld();

  /* ---- it is in, or it is closed: the device forgets; what was written down is shown a last time when it was not sent */
  if (over) {
    const words = (store.read()?.fields ?? []).filter(([name, text]) => name.startsWith("w-") && text.trim());
    if ("shut" in told && words.length) {
      over.append(over.querySelector("template").content.cloneNode(true));
      for (const [, text] of words) {
        const line = document.createElement("blockquote");
        line.dir = "auto";
        line.textContent = text;
        over.append(line);
      }
    }
    store.drop();
    return;
  }

  const { say } = window.driehoek;
  const form = document.getElementById("sheet");
  const box = document.getElementById("told");
  const [back, next, send] = ["back", "next", "send"].map((id) => document.getElementById(id));
  const intro = document.getElementById("intro"), title = document.getElementById("title");
  const parts = [...form.querySelectorAll("[data-part]")];
  let here = 0, busy = false, tries = 0, timer = 0;

  /* ---- what is filled in */
  const fields = () => [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && value !== "");

  function keep(waiting = false) {
    const filled = fields();
    if (!filled.length) store.drop();
    else store.write({ at: Date.now(), waiting, part: here, fields: filled });
    device();
  }

  const device = () => { document.getElementById("device").hidden = !store.read(); };

  function clear() {
    for (const one of form.elements) {
      if (one.type === "radio" || one.type === "checkbox") one.checked = false;
      else if (one.tagName === "TEXTAREA") one.value = "";
    }
  }

  function fill(filled) {
    clear();
    for (const [name, value] of filled) {
      for (const one of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (one.tagName === "TEXTAREA") one.value = value;
        else if (one.value === value) one.checked = true;
        if (one.checked && one.closest("details")) one.closest("details").open = true;
      }
    }
    window.driehoek.prepare(form);
  }

  /* ---- one part at a time; 0 is what comes before the first */
  function show(place, focus) {
    here = Math.max(0, Math.min(parts.length, place));
    intro.hidden = here > 0;
    title.classList.toggle("unseen", here > 0);
    parts.forEach((part, number) => { part.hidden = number !== here - 1; });
    back.hidden = here === 0;
    next.hidden = here === parts.length;
    send.hidden = here !== parts.length;
    next.textContent = here ? next.dataset.next : next.dataset.begin;
    if (!focus) return;
    window.scrollTo(0, 0);
    const head = here ? parts[here - 1].querySelector("h2") : title;
    head.tabIndex = -1;
    head.focus({ preventScroll: true });
    if (here) say(parts[here - 1].querySelector(".place").textContent);
  }

  const asked = () => Number(/^#deel-(\d+)$/.exec(location.hash)?.[1] ?? 0);
  const go = (place) => { location.hash = place ? `deel-${place}` : ""; };
  window.addEventListener("hashchange", () => { show(asked(), true); if (store.read()) keep(store.read().waiting); });
  next.addEventListener("click", () => go(here + 1));
  back.addEventListener("click", () => go(here - 1));

  /* ---- sending */
  const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? form.elements.csrfmiddlewaretoken?.value ?? "";

  function tell(text, kind) {
    if (box.textContent === text) return;
    box.className = `told ${kind}`;
    box.textContent = text;
  }

  async function post() {
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const headers = { Accept: "application/json", "X-CSRFToken": token() };
      const answer = await fetch(told.post, { method: "POST", body: new URLSearchParams(fields()), headers, signal: stop.signal, redirect: "manual" });
      const words = await answer.json().catch(() => ({}));
      if (answer.ok && words.done) return { done: true };
      if ([409, 422].includes(answer.status) && words.message) return { message: words.message };
      if (answer.status === 429 && words.message) return { later: words.message };
      return { later: [403, 404].includes(answer.status) ? told.away : told.later };
    } catch {
      return { later: told.later }; // no network, or the server is away
    } finally {
      clearTimeout(late);
    }
  }

  async function flush() {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    send.disabled = true;
    document.getElementById("problem")?.remove();
    tell(told.sending, "");
    const answer = await post();
    busy = send.disabled = false;
    if (answer.done) {
      store.drop();
      location.replace(told.post.replace(/#.*/, "")); // the page says that it is in
      return;
    }
    keep(Boolean(answer.later));
    tell(answer.message ?? answer.later, "warning");
    if (!answer.later) return;
    timer = setTimeout(flush, DELAYS[Math.min(tries, DELAYS.length - 1)] * (800 + Math.random() * 400));
    tries += 1;
  }

  function again() {
    tries = 0;
    if (store.read()?.waiting) flush();
  }

  window.addEventListener("submit", (event) => {
    if (event.target !== form) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // before the guards of every page: this form may be sent without a network
    if (here < parts.length) return go(here + 1); // Enter in a field
    tries = 0;
    keep(true);
    flush();
  }, true);
  form.addEventListener("input", () => {
    clearTimeout(timer); // who goes on filling in sends it again
    keep();
    tell("", "");
  });
  window.addEventListener("online", again);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) again(); });
  window.addEventListener("beforeunload", (event) => { if (refused) event.preventDefault(); }); // only this page knows it
  /* ---- wiping what is filled in: asked first, because it can't be taken back */
  const [wipe, sure, wipeAll, wipeNot] = ["wipe", "sure", "wipe-all", "wipe-not"].map((id) => document.getElementById(id));
  function ask(open) {
    sure.hidden = !open;
    wipe.setAttribute("aria-expanded", String(open));
  }
  wipe.addEventListener("click", () => {
    ask(sure.hidden);
    if (!sure.hidden) wipeNot.focus();
  });
  wipeNot.addEventListener("click", () => { ask(false); wipe.focus(); });
  wipeAll.addEventListener("click", () => {
    ask(false);
    clearTimeout(timer);
    store.drop();
    clear();
    tell("", "");
    go(0);
    device();
    say(told.wiped);
  });

  document.documentElement.classList.add("stepping");
  const draft = store.read();
  if ("typed" in told) keep(); // what the server gives back is the newest
  else if (draft?.fields) {
    fill(draft.fields);
    say(told.back);
  }
  const first = "typed" in told ? parts.length : asked() || draft?.part || 0;
  show(first, false);
  if (first && asked() !== first) history.replaceState(null, "", `#deel-${first}`);
  device();
  again();
})();
