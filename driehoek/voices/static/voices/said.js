/* On this device alone: finds back what was said here without a name, marks what is new since one last looked, and takes
   words back. The keys go up once and are not kept there; when one looked stays here. */
(() => {
  "use strict";
  const page = document.getElementById("said-page");
  if (!page) return;
  const { say } = window.driehoek;
  const MINE = `driehoek:mine:${page.dataset.occasion ?? ""}`;
  const SEEN = `driehoek:seen:${page.dataset.school}`;
  const MOST = 100, MOST_SEEN = 500;

  const read = (name, other) => {
    try { return JSON.parse(localStorage.getItem(name)) ?? other; } catch { return other; }
  };
  const write = (name, thing) => {
    try { localStorage.setItem(name, JSON.stringify(thing)); } catch { /* then it is new again next time */ }
  };

  function lists() {
    try {
      const names = Array.from({ length: localStorage.length }, (_none, place) => localStorage.key(place));
      return names.filter((name) => (page.dataset.occasion ? name === MINE : name.startsWith(MINE)));
    } catch {
      return []; // storage is closed: there is nothing to find
    }
  }
  const ofList = (name) => {
    const found = read(name, []);
    return (Array.isArray(found) ? found : []).map((one) => (typeof one === "string" ? { key: one } : one)).filter((one) => one?.key);
  };
  const kept = () => lists().flatMap(ofList);

  /* ---- what is new since one last looked: seen before, and told since */
  function mark(root) {
    const seen = read(SEEN, {});
    for (const box of root.querySelectorAll("[data-told]")) {
      const { about, told } = box.dataset;
      const chip = box.querySelector("[data-fresh]");
      if (chip && about in seen && told > seen[about]) chip.hidden = false;
      delete seen[about];
      seen[about] = told; // the last one stays longest
    }
    write(SEEN, Object.fromEntries(Object.entries(seen).slice(-MOST_SEEN)));
  }

  /* ---- taking back: only with the secret that was made here */
  function prepare(root) {
    const mine = kept();
    for (const form of root.querySelectorAll("form[data-back]")) {
      const own = mine.find((one) => one.key === form.dataset.back);
      if (own?.back) form.elements.back.value = own.back;
      else form.closest("details").remove();
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-back]")) return;
    event.preventDefault();
    fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Part": "own" } })
      .then((answer) => {
        if (answer.status !== 204 && answer.status !== 404) return;
        for (const name of lists()) write(name, ofList(name).filter((one) => one.key !== form.dataset.back));
        const row = form.closest("li:has([data-about])") ?? form.closest("[data-about]");
        row.textContent = page.dataset.gone ?? "";
        row.tabIndex = -1;
        row.focus();
        say(page.dataset.gone);
      })
      .catch(() => {}); // without connection the words stay, and so does the button
  });

  /* ---- the code of a strip may come along behind the address, where no server reads it */
  const code = document.getElementById("code");
  if (code && /^#[A-Z0-9]{9}$/i.test(location.hash) && !code.value) code.value = location.hash.slice(1);

  mark(document);
  prepare(document);
  const form = document.getElementById("own-form");
  const keys = kept().slice(-MOST).map((one) => one.key);
  if (!form || !keys.length) return;
  form.elements.keys.value = keys.join("\n");
  fetch(page.dataset.post ?? location.href, { method: "POST", body: new FormData(form), headers: { "X-Part": "own" } })
    .then((answer) => (answer.ok ? answer.text() : ""))
    .then((html) => {
      const own = new DOMParser().parseFromString(html, "text/html").getElementById("own");
      if (!own) return;
      document.getElementById("own").replaceWith(own);
      mark(own);
      prepare(own);
    })
    .catch(() => {}); // without connection the rest of the page still reads
})();
