/* The leader's telephone and the shared screen: ask whether anything changed, count down, keep the last when the network is gone.
   Time comes from the server as seconds left: a device with a wrong clock counts as well as any other. */
(() => {
  "use strict";
  const PATIENCE = 8000, LOST_AFTER = 4000, SHOWN = 5;
  const SIZES = ["few", "some", "many"];
  const began = new WeakMap();
  const opened = new Set();
  const met = []; // keys of waiting contributions in the order in which they came up: nothing moves under a thumb
  let remembered = [];
  let asking = false, touched = 0, fine = performance.now();

  const region = () => document.querySelector("[data-poll]");

  function left(box) {
    if (!began.has(box)) began.set(box, { left: Number(box.dataset.left ?? box.dataset.progress), at: performance.now() });
    const start = began.get(box);
    return start.left - (performance.now() - start.at) / 1000;
  }

  function words(seconds) {
    const whole = Math.abs(seconds < 0 ? Math.floor(seconds) : Math.ceil(seconds));
    return `${seconds < 0 ? "+" : ""}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  }

  function tick() {
    for (const clock of document.querySelectorAll("[data-left]")) {
      const seconds = left(clock);
      if (!Number.isFinite(seconds)) continue; // words of the live region are called so too
      const text = words(seconds);
      if (clock.textContent !== text) clock.textContent = text;
      clock.classList.toggle("over", seconds < 0);
      if (seconds < 0) clock.setAttribute("aria-description", clock.dataset.overWords);
    }
    for (const bar of document.querySelectorAll("progress[data-progress]")) {
      bar.value = Math.min(bar.max, Math.max(0, bar.max - left(bar)));
    }
  }

  /* what was open stays open, what was first stays first, and no more than fits */
  function settle() {
    for (const box of document.querySelectorAll("details[data-keep]")) box.open = opened.has(box.dataset.keep);
    for (const list of document.querySelectorAll("[data-steady]")) {
      const rows = [...list.children];
      for (const row of rows) if (!met.includes(row.dataset.key)) met.push(row.dataset.key);
      rows.sort((one, other) => met.indexOf(one.dataset.key) - met.indexOf(other.dataset.key));
      rows.forEach((row, place) => { row.hidden = place >= SHOWN; });
      list.append(...rows);
    }
    fit(true);
    tick();
  }

  const tall = (wall) => getComputedStyle(wall.closest(".hall")).overflowY === "hidden" && wall.getBoundingClientRect().height > wall.parentElement.clientHeight + 1;

  /* The server keeps no order, since that would tell who said what. This screen remembers what came in last. */
  function newestFirst(wall) {
    const place = `driehoek:wall:${wall.dataset.wall}`;
    let known = [];
    try { known = JSON.parse(sessionStorage.getItem(place)) ?? []; } catch { known = remembered; }
    const notes = [...wall.children];
    const first = known.length === 0;
    for (const note of notes) {
      if (known.includes(note.dataset.key)) continue;
      known.push(note.dataset.key);
      note.classList.toggle("fresh", !first);
    }
    remembered = known;
    try { sessionStorage.setItem(place, JSON.stringify(known)); } catch { /* then it lasts as long as the page */ }
    notes.sort((one, other) => known.indexOf(other.dataset.key) - known.indexOf(one.dataset.key));
    wall.append(...notes);
  }

  function fit(fresh) {
    for (const wall of document.querySelectorAll("[data-fit]")) {
      if (fresh) newestFirst(wall);
      const notes = [...wall.children];
      notes.forEach((note, place) => { note.hidden = place >= Number(wall.dataset.fit); });
      for (const size of SIZES.slice(notes.length > 6 ? 2 : 0)) { // as large as there is room for
        wall.classList.remove(...SIZES);
        wall.classList.add(size);
        if (!tall(wall)) break;
      }
      for (let last = Math.min(notes.length, Number(wall.dataset.fit)) - 1; last > 0 && tall(wall); last -= 1) notes[last].hidden = true;
    }
  }

  /* nothing is taken away that somebody is typing */
  const typing = (box) => [...box.querySelectorAll("textarea")].some((area) => area === document.activeElement || area.value !== area.defaultValue);

  function lost(is) {
    for (const box of document.querySelectorAll("[data-lost]")) box.hidden = !is;
  }

  function replace(old, html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-poll]");
    if (!fresh) return;
    const focus = old.contains(document.activeElement) ? document.activeElement.id : "";
    old.replaceWith(document.adoptNode(fresh));
    window.htmx?.process(fresh);
    if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
    settle();
  }

  async function ask(again) {
    const box = region();
    if (!box || asking) return;
    asking = true;
    const version = again ? "" : box.dataset.version;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(`${box.dataset.poll}?v=${encodeURIComponent(version)}`, { signal: stop.signal, cache: "no-store" });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const html = answer.status === 204 ? "" : await answer.text();
      fine = performance.now();
      lost(false);
      // A press of a button may have brought a newer part meanwhile; and nothing is taken away from under a finger.
      const untouched = performance.now() - touched > 700;
      if (html && untouched && region() === box && !typing(box)) replace(box, html);
    } catch {
      if (performance.now() - fine > LOST_AFTER) lost(true);
    } finally {
      clearTimeout(timer);
      asking = false;
    }
  }

  function round() {
    const every = Number(region()?.dataset.every ?? 2000);
    const jitter = every > 1000 ? Math.random() * 600 : 0;
    setTimeout(async () => {
      if (!document.hidden) await ask(false);
      round();
    }, every + jitter);
  }

  document.addEventListener("toggle", (event) => {
    const name = event.target.dataset?.keep;
    if (name && event.target.isConnected) opened[event.target.open ? "add" : "delete"](name);
  }, true);
  for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, () => { touched = performance.now(); }, true);
  document.addEventListener("htmx:afterSwap", settle);
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful || !event.target.matches?.("[data-keeps]")) return;
    for (const area of event.target.querySelectorAll("textarea")) area.defaultValue = area.value; // kept: the region may change again
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(true); });
  window.addEventListener("online", () => ask(false));
  window.addEventListener("resize", () => fit(false));
  document.fonts?.ready.then(() => fit(false));
  settle();
  setInterval(tick, 250);
  round();
})();
