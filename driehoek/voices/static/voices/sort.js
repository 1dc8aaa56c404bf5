/* Sorting: a suggestion by one press or by 1, 2, 3; a sheet with all themes; going on with the next card.
   <button data-put="1" name="put" value="card:seen:theme"> on a card of a board, or in a form[data-desk];
   <a data-sheet> opens #place-sheet; <input data-keys> switches letters and digits off, and this device keeps that.
   A letter or a digit does something only while a card holds the focus, and never in a field. */
(() => {
  "use strict";
  const { say, words, toast } = window.driehoek;
  const KEEP = "driehoek:keys";
  const region = () => document.querySelector("[data-board][data-live]");
  const cardOf = (element) => element?.closest?.("[data-card]");
  const first = (card) => card?.querySelector("[data-put]") ?? card?.querySelector("[data-grip]");

  async function send(url, fields, card) {
    const root = region();
    if (root.getAttribute("aria-busy") === "true") return; // pressed twice
    const shows = root.querySelector("[data-version]")?.dataset.version;
    if (shows) fields.set("v", shows);
    const next = card && neighbour(card, 1, card.parentElement)?.dataset.card;
    root.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { method: "POST", body: fields, headers: { "X-CSRFToken": window.driehoek.board.token(), "HX-Request": "true" } });
      if (!answer.ok && answer.status !== 409) throw new Error(String(answer.status));
      const now = window.driehoek.board.show(root, await answer.text());
      const told = now.querySelector("[data-version]")?.dataset.say;
      if (next) (first(now.querySelector(`[data-card="${CSS.escape(next)}"]`)) ?? first(now.querySelector("[data-card]")))?.focus();
      return { ok: answer.ok, told, undo: answer.headers.get("X-Undo") };
    } catch {
      toast(navigator.onLine === false ? words().offline : words().failed);
    } finally {
      region()?.removeAttribute("aria-busy");
    }
  }

  /* a card to a theme; `name` is what the theme is called */
  async function put(card, theme, name) {
    const root = region();
    const seen = card.dataset.seen;
    const fields = new URLSearchParams({ put: `${card.dataset.card}:${seen}:${theme}` });
    for (const box of card.querySelectorAll('input[name^="with-"]:checked')) { fields.append(box.name, box.value); box.checked = false; }
    const done = await send(root.dataset.moveUrl, fields, card);
    if (!done) return;
    if (done.ok) toast((sheet?.dataset.told ?? "{column}").replace("{column}", name), undo);
    else toast(done.told || words().failed);
  }
  async function undo() {
    const done = await send(region().dataset.undoUrl, new URLSearchParams());
    if (done?.told) say(done.told);
    document.getElementById("undo-move")?.focus();
  }

  function neighbour(card, step, list) {
    const all = [...(list ?? region()).querySelectorAll("[data-card]")];
    return all[all.indexOf(card) + step] ?? null;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-board][data-live] [data-put]");
    if (button) {
      event.preventDefault();
      put(cardOf(button), button.value.split(":")[2], button.lastChild.textContent.trim());
    }
    const opener = event.target.closest?.("[data-sheet]");
    if (opener && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      openSheet(cardOf(opener));
    }
    const stack = event.target.closest?.("[data-board][data-live] button[formaction]");
    if (stack) {
      event.preventDefault();
      const fields = new URLSearchParams({ [stack.name]: stack.value });
      const card = cardOf(stack);
      for (const box of card.querySelectorAll('input[name^="with-"]:checked')) { fields.append(box.name, box.value); box.checked = false; }
      card.querySelectorAll("details[open]").forEach((box) => { box.open = false; });
      send(stack.getAttribute("formaction"), fields).then((done) => {
        document.getElementById(`grip-${card.dataset.card}`)?.focus();
        if (done?.told) toast(done.told, done.undo ? () => send(done.undo, new URLSearchParams()).then((back) => say(back?.told ?? "")) : null);
      });
    }
  });

  /* all themes, in a sheet with big buttons */
  const sheet = document.getElementById("place-sheet");
  let placing = null;
  function openSheet(card) {
    if (!sheet || !card) return;
    placing = card.dataset.card;
    const text = card.querySelector(".words");
    const shown = sheet.querySelector("[data-sheet-words]");
    shown.textContent = text.textContent.trim().slice(0, 200);
    shown.lang = text.lang;
    const list = sheet.querySelector("[data-sheet-list]");
    list.replaceChildren();
    for (const column of region().querySelectorAll("[data-column]")) {
      if (column.dataset.column === card.dataset.seen) continue;
      const button = Object.assign(document.createElement("button"), { type: "button", className: "suggestion big", textContent: column.dataset.name });
      button.dataset.theme = column.dataset.column;
      if (column.dataset.column === "none") list.append(button);
      else list.insertBefore(button, list.querySelector('[data-theme="none"]'));
    }
    sheet.showModal();
  }
  sheet?.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme]");
    if (!button) return;
    sheet.close();
    const card = region().querySelector(`[data-card="${CSS.escape(placing)}"]`);
    if (card) put(card, button.dataset.theme, button.textContent);
  });

  /* keys */
  const box = document.querySelector("[data-keys]");
  const wants = () => { try { return localStorage.getItem(KEEP) !== "off"; } catch { return true; } };
  if (box) {
    document.querySelector("[data-keys-switch]").hidden = false;
    box.checked = wants();
    box.addEventListener("change", () => { try { localStorage.setItem(KEEP, box.checked ? "on" : "off"); } catch { /* private window: as long as the page */ } });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.('textarea, select, [contenteditable], input:not([type="checkbox"]), dialog')) return;
    const desk = document.querySelector("form[data-desk]");
    const card = cardOf(event.target);
    if (card && !card.hasAttribute("data-lifted") && region()?.contains(card) && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const to = neighbour(card, event.key === "ArrowDown" ? 1 : -1, card.parentElement);
      first(to)?.focus();
      to?.scrollIntoView({ block: "nearest" });
      return;
    }
    if (!wants() || (box && !box.checked)) return;
    const place = desk?.contains(event.target) ? desk : card && region()?.contains(card) ? card : null;
    if (!place) return;
    if ("123".includes(event.key)) place.querySelector(`[data-put="${event.key}"]`)?.click();
    else if (card && event.key === "x") card.querySelector("[data-tick]")?.click();
    else if (card && event.key === "t") openSheet(card);
    else if (card && event.key === "u") undo();
    else return;
    event.preventDefault();
  });

  /* the desk: a fresh note is where the keys are */
  const desk = document.querySelector("form[data-desk]");
  if (desk && document.activeElement === document.body) (desk.querySelector("[data-put]") ?? desk.querySelector("[data-skip]"))?.focus({ preventScroll: true });
})();
