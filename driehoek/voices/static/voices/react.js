/* Taking part in a round. What is chosen is written down on this phone first, then sent, and sent again until the server
   answers with that very key: reload, closed tab, no network, it waits and says so. Sent twice counts once. */
(() => {
  "use strict";
  const root = document.getElementById("react");
  if (!root) return;
  const { say } = window.driehoek;
  const told = root.dataset;
  const WAIT = `driehoek:round:${told.poll}:`;
  const PATIENCE = 12000;
  const DELAYS = [1, 2, 4, 8, 15, 30];
  const box = document.getElementById("told");
  let busy = false, tries = 0, timer = 0;

  /* ---- keeping: the device's own memory, and the page's when the device refuses */
  const memory = new Map();
  const store = {
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
    keys() {
      const found = new Set(memory.keys());
      try {
        for (let place = 0; place < localStorage.length; place += 1) {
          if (localStorage.key(place).startsWith(WAIT)) found.add(localStorage.key(place));
        }
      } catch { /* blocked */ }
      return [...found];
    },
  };
  function read(key) {
    try { return JSON.parse(store.get(key)); } catch { return null; }
  }
  const waiting = () => store.keys().map(read).filter(Boolean).sort((one, other) => one.at - other.at);
  const keep = (item) => store.set(WAIT + item.key, JSON.stringify(item));

  function newKey() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  }

  /* ---- sending */
  const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? root.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

  async function send(item) {
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const body = new URLSearchParams(item.fields);
      const headers = { Accept: "application/json", "X-CSRFToken": token() };
      const answer = await fetch(told.post, { method: "POST", body, headers, signal: stop.signal, keepalive: true, redirect: "manual" });
      const words = await answer.json().catch(() => ({}));
      if (answer.ok && words.key === item.expects && (words.value ?? item.fields.value) === item.fields.value) {
        if (read(WAIT + item.key)?.at === item.at) store.drop(WAIT + item.key); // not what was changed meanwhile
        return true;
      }
      if ([409, 422].includes(answer.status) && words.message) {
        keep({ ...item, problem: words.message });
        return true;
      }
      if ([403, 404].includes(answer.status)) tell(told.away, "warning");
      if (answer.status === 429 && words.message) tell(words.message, "warning");
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
    for (const item of waiting().filter((one) => !one.problem)) {
      whole = await send(item);
      if (!whole) break;
    }
    busy = false;
    tries = whole ? 0 : tries + 1;
    const left = waiting().filter((one) => !one.problem);
    if (left.length) {
      const wait = whole ? 0.05 : DELAYS[Math.min(tries, DELAYS.length) - 1] * (0.8 + Math.random() * 0.4);
      timer = setTimeout(flush, wait * 1000);
    }
    report(whole, left.length);
  }

  function report(whole, left) {
    const problem = waiting().find((one) => one.problem);
    if (problem) tell(problem.problem, "warning");
    else if (left && !whole && box?.textContent !== told.away) tell(told.later, "warning");
    else if (!left && box?.className.includes("warning")) tell(told.sent, "done");
  }

  function tell(text, kind) {
    if (!box || box.textContent === text) return;
    box.className = `told ${kind}`;
    box.textContent = text;
  }

  /* ---- statements: one at a time */
  function statements() {
    const asked = JSON.parse(document.getElementById("asked").textContent);
    const names = { 1: "agree", "-1": "disagree", 0: "pass" };
    const said = new Map(asked.filter((one) => one.value !== null).map((one) => [one.id, names[one.value]]));
    for (const item of waiting()) said.set(item.key, item.fields.value);
    const form = document.getElementById("answer");
    const heading = document.getElementById("words");
    const before = document.getElementById("before");
    const page = document.documentElement.lang.slice(0, 2);
    let here = asked.findIndex((one) => one.id === form.elements.statement.value);

    function show(place, focus) {
      here = place;
      const one = asked[place];
      document.getElementById("one").hidden = !one;
      document.getElementById("done").hidden = Boolean(one);
      document.getElementById("progress").value = said.size;
      if (!one) {
        mine();
        if (focus) document.getElementById("done-words").focus();
        return;
      }
      form.elements.statement.value = one.id;
      heading.textContent = one.text;
      heading.lang = one.lang;
      document.getElementById("dutch").hidden = one.lang === page;
      document.getElementById("place").textContent = told.place.replace("{place}", place + 1).replace("{count}", asked.length);
      for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", String(said.get(one.id) === button.value));
      before.hidden = place === 0;
      if (place > 0) before.href = `?s=${asked[place - 1].id}`;
      if (focus) heading.focus();
    }

    function mine() {
      for (const link of document.querySelectorAll("#mine a")) link.querySelector("[data-said]").textContent = told[said.get(link.dataset.s)] ?? "";
    }

    function next() {
      const rest = asked.map((one, place) => (said.has(one.id) ? -1 : place)).filter((place) => place >= 0);
      show(rest.find((place) => place > here) ?? rest[0] ?? asked.length, true);
    }

    window.addEventListener("submit", (event) => {
      if (event.target !== form) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const value = event.submitter?.value;
      if (!value) return;
      const id = form.elements.statement.value;
      said.set(id, value);
      keep({ key: id, expects: id, at: Date.now() + Math.random(), fields: { statement: id, value, voice: told.voice } });
      next();
      flush();
    }, true); // before the guards of every page: this form may be sent without a network
    root.addEventListener("click", (event) => {
      const link = event.target.closest("#before, #mine a");
      if (!link) return;
      event.preventDefault();
      show(link.id === "before" ? here - 1 : asked.findIndex((one) => one.id === link.dataset.s), true);
    });
    if (waiting().length && !new URLSearchParams(location.search).has("s")) { here = -1; next(); } else mine();
  }

  /* ---- dots: all of them at once */
  function dots() {
    const form = document.getElementById("ballot");
    const budget = Number(told.budget);
    const fields = [...form.querySelectorAll("input[type=number]")];
    const left = () => budget - fields.reduce((sum, one) => sum + (Number(one.value) || 0), 0);

    function show() {
      const rest = left();
      const line = document.getElementById("left");
      line.textContent = rest < 0 ? told.over : told.left.replace("{count}", rest);
      line.classList.toggle("warning", rest < 0);
      for (const one of fields) {
        const [less, more] = one.parentElement.querySelectorAll("button");
        less.disabled = !(Number(one.value) > 0);
        more.disabled = rest <= 0;
      }
    }

    window.addEventListener("submit", (event) => {
      if (event.target !== form) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const button = event.submitter;
      if (button && ["more", "less"].includes(button.name)) {
        const field = button.parentElement.querySelector("input");
        field.value = Math.max(0, (Number(field.value) || 0) + (button.name === "more" ? 1 : -1));
        show();
        say(`${field.value}. ${document.getElementById("left").textContent}`);
        return;
      }
      if (left() < 0) { say(told.over); show(); return; }
      const values = Object.fromEntries(new FormData(form));
      delete values.csrfmiddlewaretoken;
      values.key = newKey();
      keep({ key: "ballot", expects: values.key, at: Date.now() + Math.random(), fields: values }); // the last one counts
      tell("", "");
      flush().then(() => { if (!waiting().length) { tell(told.saved, "done"); say(told.saved); } });
    }, true);
    form.addEventListener("input", show);
    const kept = read(`${WAIT}ballot`);
    if (kept) for (const one of fields) one.value = kept.fields[one.name] ?? one.value;
    show();
  }

  if (told.kind === "dots") dots();
  else statements();
  window.addEventListener("online", () => { tries = 0; flush(); });
  const field = document.getElementById("asked");
  const known = field && new Set(JSON.parse(field.textContent).map((one) => one.id));
  for (const item of waiting()) { // this page is there because the round is open: what was refused before may try again
    if (known && !known.has(item.key)) { store.drop(WAIT + item.key); continue; } // the statement was put apart
    delete item.problem;
    keep(item);
  }
  window.addEventListener("pageshow", flush);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { tries = 0; flush(); } });
  window.addEventListener("beforeunload", (event) => {
    if (memory.size) event.preventDefault(); // only this page knows it
  });
})();
