/* Taking part in a session of the team. What is written waits on this phone until the server has it (`waiting.js`); a session that was
   closed meanwhile says so. */
(() => {
  "use strict";
  const root = document.getElementById("session");
  if (!root) return;
  const told = root.dataset;
  const WAIT = `driehoek:session:${told.session}:wait:`, MINE = `driehoek:session:${told.session}:mine`, DRAFT = `driehoek:session:${told.session}:draft:`;
  const MOST = 300;
  const { kept: store, line, newKey } = window.driehoek;
  const { read } = store;
  let asking = false;
  const { waiting, keep, drop, latest, flush } = line({
    prefix: WAIT,
    name: (item) => item.slot,
    to: (item) => item.to,
    body: (item) => item.fields,
    isIt: (item, words) => words.key === item.fields.key,
    arrived,
    refused,
    away: () => over(true),
    slow: (item, words) => tell(item.slot, words.message, "warning"),
    each(item, whole) {
      show();
      if (!whole) tell(item.slot, told.later, "warning");
    },
  });

  function arrived(item) {
    if (latest(item)?.fields.key === item.fields.key) drop(item); // not what was changed meanwhile
    if (item.kind === "note") store.write(MINE, [...read(MINE, []).filter((one) => one.key !== item.fields.key), { key: item.fields.key, text: item.fields.text }]);
    else settled(item);
    over(false);
    const nothing = item.kind === "alone" && !item.fields.text.trim() && !item.fields.stand;
    tell(item.slot, nothing ? told.nothing : told.sent, nothing ? "warning" : "done");
  }

  /* what was sent is what stands here: the page may go on */
  function settled(item) {
    const form = formOf(item.slot);
    const said = form && Object.fromEntries(new FormData(form));
    if (!form || Object.keys(item.fields).some((name) => name !== "key" && item.fields[name] !== said[name])) return;
    for (const field of form.querySelectorAll("textarea, input[type=number]")) field.defaultValue = field.value;
    for (const field of form.querySelectorAll("input[type=radio]")) field.defaultChecked = field.checked;
  }

  function refused(item, { message, code }) {
    if (item.kind === "dots") { // what was chosen is no longer there: show what is
      drop(item);
      if (code === "taken-off") load(message);
    } else keep({ ...item, problem: message });
    tell(item.slot, message, "warning");
  }

  /* ---- what stands on the page */
  const slotOf = (form) => form.dataset.kind === "alone" ? `alone:${form.elements.question.value}` : form.dataset.kind;
  const formOf = (slot) => [...root.querySelectorAll("form[data-kind]")].find((form) => slot.startsWith(slotOf(form)));

  function tell(slot, text, kind) {
    const box = formOf(slot)?.querySelector("[data-told]");
    if (!box) return;
    box.className = `told ${kind}`;
    box.textContent = text;
  }

  function over(is) {
    document.getElementById("ended").hidden = !is;
  }

  function row(state, text, problem, again) {
    const line = document.getElementById("row").content.cloneNode(true);
    line.querySelector("[data-text]").textContent = text;
    line.querySelector("[data-problem]").textContent = problem ?? "";
    const chip = line.querySelector("[data-state]");
    chip.textContent = { sent: chip.dataset.sent, waiting: chip.dataset.waiting, problem: chip.dataset.problemWord }[state];
    chip.classList.add({ sent: "done", waiting: "warning", problem: "error" }[state]);
    const button = line.querySelector("[data-again]");
    button.hidden = !again;
    if (again) button.addEventListener("click", again);
    return line;
  }

  function show() {
    const left = waiting().filter((item) => item.fields.text);
    const box = document.getElementById("mine");
    const sent = read(MINE, []).slice().reverse();
    box.hidden = !left.length && !sent.length;
    box.querySelector("ul").replaceChildren(
      ...left.map((item) => row(item.problem ? "problem" : "waiting", item.fields.text, item.problem, item.problem && (() => { keep({ ...item, problem: "" }); show(); flush(); }))),
      ...sent.map((item) => row("sent", item.text)),
    );
  }

  function wrong(form, message) {
    const box = form.querySelector(".errorlist") ?? form.querySelector("[data-told]");
    box.textContent = message;
    box.hidden = !message;
    if (message) (form.elements.text ?? form).focus?.();
  }

  function submit(event) {
    const form = event.target;
    if (!form.dataset?.kind) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const fields = Object.fromEntries(new FormData(form));
    delete fields.csrfmiddlewaretoken;
    const kind = form.dataset.kind, key = newKey();
    if (kind === "note") {
      if (!fields.sheet) { wrong(form, told.sheet); form.querySelector('[name="sheet"]').focus(); return; }
      if (!fields.text.trim()) { wrong(form, told.empty); return; }
      if (fields.text.trim().length > MOST) { wrong(form, told.long); return; }
      wrong(form, "");
    }
    if (kind === "dots" && event.submitter?.name) { step(form, event.submitter); return; }
    const slot = kind === "note" ? `note:${key}` : slotOf(form);
    keep({ slot, kind, to: form.action, at: Date.now(), fields: { ...fields, key } });
    if (kind === "note") { form.elements.text.value = ""; form.elements.text.focus({ preventScroll: true }); }
    store.drop(DRAFT + slotOf(form));
    tell(slot, told.sending, "");
    show();
    flush();
  }

  /* ---- dots: one more, one less */
  function step(form, button) {
    const input = form.elements[`dots_${button.value}`];
    input.value = Math.max(0, Number(input.value || 0) + (button.name === "more" ? 1 : -1));
    counted(form);
  }

  function counted(form) {
    const budget = Number(form.dataset.budget);
    const fields = [...form.querySelectorAll("input[type=number]")];
    const left = budget - fields.reduce((sum, one) => sum + Number(one.value || 0), 0);
    form.querySelector("[data-left]").textContent = String(left);
    for (const one of fields) {
      one.parentElement.querySelector('[name="less"]').disabled = Number(one.value || 0) <= 0;
      one.parentElement.querySelector('[name="more"]').disabled = left <= 0;
    }
  }

  /* ---- drafts, and the part of now */
  function drafts(write) {
    for (const form of root.querySelectorAll("form[data-kind='note'], form[data-kind='alone']")) {
      const name = DRAFT + slotOf(form), area = form.elements.text;
      if (write) {
        if (area.value !== area.defaultValue) store.write(name, { text: area.value, sheet: form.elements.sheet?.value, sort: form.elements.sort?.value });
        else store.drop(name);
        continue;
      }
      const before = read(name, null);
      if (!before?.text) continue;
      area.value = before.text;
      for (const field of ["sheet", "sort"]) {
        const radio = before[field] && form.querySelector(`input[type=radio][name="${field}"][value="${CSS.escape(before[field])}"]`);
        if (radio) radio.checked = true;
      }
    }
  }

  const unsaved = () => [...root.querySelectorAll("form[data-kind]")].some((form) =>
    [...form.querySelectorAll("textarea, input[type=number]")].some((field) => field.value !== field.defaultValue)
    || (form.dataset.kind === "alone" && [...form.querySelectorAll("input[type=radio]")].some((one) => one.checked !== one.defaultChecked)));

  function put(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("part");
    if (!fresh) return;
    const sheet = root.querySelector('[name="sheet"]:checked')?.value;
    document.getElementById("part").replaceWith(document.adoptNode(fresh));
    const same = sheet && root.querySelector(`[name="sheet"][value="${CSS.escape(sheet)}"]`);
    if (same) same.checked = true;
    document.getElementById("newer").hidden = true;
    drafts(false);
  }

  async function load(message) {
    const answer = await fetch(told.now, { cache: "no-store", redirect: "manual" }).catch(() => null);
    if (!answer?.ok) return;
    put(await answer.text());
    if (message) tell("dots", message, "warning");
  }

  let newer = null;
  async function ask() {
    if (asking) return;
    asking = true;
    try {
      const part = document.getElementById("part").dataset;
      const answer = await fetch(`${told.now}?v=${encodeURIComponent(newer?.version ?? part.version)}`, { cache: "no-store", redirect: "manual" });
      if ([403, 404].includes(answer.status)) over(true);
      else if (answer.ok) over(false);
      if (answer.status !== 200) return;
      const html = await answer.text();
      const now = new DOMParser().parseFromString(html, "text/html").getElementById("part")?.dataset;
      if (!now) return;
      const dots = root.querySelector('form[data-kind="dots"]');
      if (dots && now.step === part.step && now.open === part.open && unsaved()) { // a note came or went while somebody chooses
        const chosen = Object.fromEntries(new FormData(dots));
        put(html);
        const form = root.querySelector('form[data-kind="dots"]');
        if (!form) return;
        for (const [name, value] of Object.entries(chosen)) if (name.startsWith("dots_") && form.elements[name]) form.elements[name].value = value;
        counted(form);
        tell("dots", told.changed, "warning");
        return;
      }
      if (!unsaved()) { put(html); newer = null; return; }
      newer = { version: now.version, html }; // never away from under somebody's hands
      if (now.step !== part.step || now.phase !== part.phase || now.open !== part.open) document.getElementById("newer").hidden = false;
    } catch { /* the last stays */ } finally {
      asking = false;
    }
  }

  function round() {
    setTimeout(async () => {
      if (!document.hidden) await ask();
      round();
    }, 2000 + Math.random() * 800);
  }

  window.addEventListener("submit", submit, true); // before the guards of every page: these forms may be sent without a network
  root.addEventListener("input", (event) => {
    drafts(true);
    const form = event.target.closest("form[data-kind='dots']");
    if (form) counted(form);
  });
  document.querySelector("#newer button")?.addEventListener("click", () => { drafts(true); if (newer) put(newer.html); newer = null; });
  window.addEventListener("pageshow", show);
  drafts(false);
  show();
  flush();
  round();
})();
