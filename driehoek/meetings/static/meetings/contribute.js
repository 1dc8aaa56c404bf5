/* A phone in the hall, or the scribe of a table. Nothing typed is lost, and everything arrives exactly once: each contribution gets its
   key here and waits on the device until the server has it (`waiting.js`). */
(() => {
  "use strict";
  const root = document.getElementById("talk");
  if (!root) return;
  const { kept: store, line, newKey, say } = window.driehoek;
  const { read } = store;
  const told = root.dataset;
  const WAIT = `driehoek:wait:${told.post}:`;
  const DRAFT = `driehoek:draft:${told.post}`;
  const VOICE = `driehoek:voice:${told.voices}`;
  const MINE = told.occasion && `driehoek:mine:${told.occasion}`;
  const MOST = 2000;
  const form = document.getElementById("say");
  const area = form?.elements.text;
  const list = document.getElementById("said");
  let version = told.version, ended = false, newer = null;
  const mine = () => (MINE ? read(MINE, []) : []);
  const { waiting, keep, drop, latest, flush } = line({
    prefix: WAIT,
    name: (item) => item.key,
    to: () => told.post,
    body: (item) => ({ ...item.fields, key: item.key, back: item.back ?? "" }),
    isIt: (item, words) => words.key === item.key,
    arrived,
    refused,
    away: () => over(true),
    slow: (item, words) => tell(words.message, "warning"),
    each: show,
    done: ask,
  });

  function arrived(item, words) {
    if (MINE) {
      const others = mine().filter((one) => one.key !== item.key);
      store.write(MINE, [...others, { key: item.key, back: item.back, text: item.fields.text, day: words.day }]);
    }
    drop(item);
    over(false);
    tell(told.sent, "done");
  }

  function refused(item, { message }) {
    if (area && !area.value.trim()) { // straight back to where it was typed
      drop(item);
      fill(item.fields);
      wrong(message);
    } else {
      keep({ ...item, problem: message });
    }
    tell("", "");
  }

  /* ---- what stands on the page */
  function tell(text, kind) {
    const box = document.getElementById("told");
    if (!box) return;
    box.className = `told ${kind}`;
    box.textContent = text;
  }

  function over(is) {
    if (ended === is) return;
    ended = is;
    document.getElementById("ended").hidden = !is;
    if (is) say(document.getElementById("ended").textContent.trim());
  }

  function row(state, item) {
    const line = document.getElementById(`row-${state}`).content.cloneNode(true);
    line.querySelector("[data-text]").textContent = item.text;
    const problem = line.querySelector("[data-problem]");
    if (problem) problem.textContent = item.problem;
    line.querySelector("[data-mend]")?.addEventListener("click", () => mend(item.key));
    return line;
  }

  function show() {
    const left = waiting();
    const sent = mine().slice().reverse();
    list?.replaceChildren(
      ...left.map((item) => row(item.problem ? "problem" : "waiting", { key: item.key, text: item.fields.text, problem: item.problem })),
      ...sent.map((item) => row("sent", item)),
    );
    const box = document.getElementById("said-box");
    if (box) box.hidden = !left.length && !sent.length;
    document.getElementById("blocked").hidden = !store.onlyHere();
  }

  function mend(key) {
    const item = latest({ key });
    if (!item || !area) return;
    if (area.value.trim()) { wrong(told.first); return; }
    drop(item);
    fill(item.fields);
    wrong(item.problem);
    show();
  }

  function wrong(message) {
    const box = document.getElementById("text-error");
    box.textContent = message ?? "";
    box.hidden = !message;
    area.setAttribute("aria-invalid", String(Boolean(message)));
    if (message) area.focus();
  }

  function fill(fields) {
    area.value = fields.text ?? "";
    area.dispatchEvent(new Event("input", { bubbles: true }));
    if (fields.giver_name && form.elements.giver_name) form.elements.giver_name.value = fields.giver_name;
    if (fields.question !== undefined && form.elements.question) form.elements.question.value = fields.question;
    pick("kind", fields.kind);
    pick("voice", fields.voice);
    draft();
  }

  function pick(name, value) {
    const radio = form.querySelector(`input[name="${name}"][value="${CSS.escape(value ?? "")}"]`);
    if (radio) { radio.checked = true; chosen(); }
  }

  const one = (name) => form.querySelector(`input[name="${name}"]:checked`);

  /* the voice is asked once; the kind is what the question asks for, until somebody chooses */
  function chosen() {
    const who = one("voice"), kind = one("kind");
    const once = document.getElementById("who");
    if (once && who) {
      document.getElementById("who-words").textContent = who.closest("label").textContent.trim();
      once.classList.add("chosen");
    }
    form.classList.toggle("unchosen", Boolean(once) && !who);
    if (kind) {
      document.getElementById("kind-words").textContent = kind.closest("label").textContent.trim();
      area.placeholder = kind.dataset.hint ?? "";
    }
  }

  function draft() {
    const text = area.value;
    if (!text.trim()) { store.drop(DRAFT); return; }
    store.write(DRAFT, {
      text, kind: one("kind")?.value, voice: one("voice")?.value, question: form.elements.question?.value, giver_name: form.elements.giver_name?.value,
    });
  }

  function submit(event) {
    if (event.target !== form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const fields = Object.fromEntries(new FormData(form));
    delete fields.csrfmiddlewaretoken;
    delete fields.key;
    if (!fields.voice) { document.getElementById("who-error").hidden = false; form.querySelector('input[name="voice"]').focus(); return; }
    document.getElementById("who-error").hidden = true;
    if (!fields.text.trim()) { wrong(told.empty); return; }
    if (fields.text.length > MOST) { wrong(told.long); return; }
    wrong("");
    keep({ key: newKey(), back: newKey(), at: Date.now(), fields }); // with `back` these words can be taken back
    area.value = "";
    area.dispatchEvent(new Event("input", { bubbles: true }));
    store.drop(DRAFT);
    store.set(VOICE, fields.voice);
    tell(told.sending, "");
    show();
    if (newer) turn(newer);
    flush().then(() => { if (waiting().some((item) => !item.problem)) tell(told.later, "warning"); });
    area.focus({ preventScroll: true });
  }

  /* ---- which question is asked now */
  function turn(now) {
    newer = null;
    document.getElementById("newer")?.setAttribute("hidden", "");
    const heading = document.getElementById("asked");
    if (heading && heading.dataset.follows !== "no") heading.textContent = now.text;
    if (form?.elements.question && !form.elements.question.dataset.own) form.elements.question.value = now.question;
    if (form) pick("kind", now.kind);
  }

  let asking = false;
  async function ask() {
    if (asking) return;
    asking = true;
    try {
      const answer = await fetch(`${told.now}?v=${encodeURIComponent(version)}`, { headers: { Accept: "application/json" }, cache: "no-store", redirect: "manual" });
      if ([403, 404].includes(answer.status)) over(true);
      else if (answer.ok) over(false);
      if (answer.status === 200) changed(await answer.json());
    } catch { /* the last stays */ } finally {
      asking = false;
    }
  }

  function changed(now) {
    version = now.version;
    if (now.phase !== told.phase) { location.reload(); return; } // a draft survives that
    const doors = document.getElementById("doors");
    if (doors && now.doors !== undefined) doors.innerHTML = now.doors; // our own template, escaped there
    const written = document.getElementById("written");
    if (written && now.written !== undefined) written.innerHTML = now.written; // our own template, escaped there
    if (!form || (form.elements.question.value === now.question && document.getElementById("asked")?.textContent === now.text)) return;
    if (!area.value.trim()) { turn(now); say(now.text); return; }
    newer = now;
    const note = document.getElementById("newer");
    if (!note || form.elements.question.dataset.own) return;
    note.hidden = false;
    note.querySelector("[data-newer]").textContent = now.text;
  }

  function round() {
    setTimeout(async () => {
      if (!document.hidden) await ask();
      round();
    }, 2000 + Math.random() * 800);
  }

  /* ---- begin */
  if (form) {
    form.querySelector('[name="key"]').disabled = true; // ours are made at the moment of sending
    window.addEventListener("submit", submit, true); // before the guards of every page: this form may be sent without a network
    form.addEventListener("input", () => { draft(); wrong(""); });
    form.addEventListener("change", (event) => {
      if (event.target.name === "question") {
        event.target.dataset.own = "yes";
        pick("kind", event.target.selectedOptions?.[0]?.dataset.kind);
      }
      if (event.target.name === "voice") { store.set(VOICE, event.target.value); document.getElementById("who-error").hidden = true; }
      if (event.target.name === "kind") event.target.closest("details").open = false;
      chosen();
      draft();
    });
    document.getElementById("who-again")?.addEventListener("click", () => {
      document.getElementById("who").classList.remove("chosen");
      form.querySelector('input[name="voice"]').focus();
    });
    document.querySelector("#newer button")?.addEventListener("click", () => { turn(newer); area.focus(); });
    pick("voice", one("voice")?.value ?? store.get(VOICE) ?? "");
    const before = read(DRAFT, null);
    if (before && !area.value.trim()) fill(before);
    chosen();
    form.classList.add("ready");
  }
  window.addEventListener("pageshow", show);
  window.addEventListener("storage", show);
  show();
  round();
})();
