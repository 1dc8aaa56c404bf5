/* Taking part in a round. What is chosen waits on this phone until the server has it (`waiting.js`); the last choice counts. */
(() => {
  "use strict";
  const root = document.getElementById("react");
  if (!root) return;
  const { line, newKey, say } = window.driehoek;
  const told = root.dataset;
  const box = document.getElementById("told");
  const { waiting, keep, drop, latest, flush } = line({
    prefix: `driehoek:round:${told.poll}:`,
    name: (item) => item.key,
    to: () => told.post,
    body: (item) => item.fields,
    isIt: (item, words) => words.key === item.expects && (words.value ?? item.fields.value) === item.fields.value,
    arrived(item) {
      if (latest(item)?.at === item.at) drop(item); // not what was changed meanwhile
    },
    refused: (item, words) => keep({ ...item, problem: words.message }),
    away: () => tell(told.away, "warning"),
    slow: (item, words) => tell(words.message, "warning"),
    done: (whole, left) => report(whole, left.length),
  });

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
    const ballot = latest({ key: "ballot" });
    if (ballot) for (const one of fields) one.value = ballot.fields[one.name] ?? one.value;
    show();
  }

  if (told.kind === "dots") dots();
  else statements();
  const field = document.getElementById("asked");
  const known = field && new Set(JSON.parse(field.textContent).map((one) => one.id));
  for (const item of waiting()) { // this page is there because the round is open: what was refused before may try again
    if (known && !known.has(item.key)) { drop(item); continue; } // the statement was put apart
    delete item.problem;
    keep(item);
  }
})();
