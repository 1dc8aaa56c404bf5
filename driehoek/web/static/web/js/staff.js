/* Staff screens: focus after a fragment, failed requests said aloud, dialogs, menus, light or dark. */
(() => {
  "use strict";
  const { say, words, prepare } = window.driehoek;

  /* fragments */
  let keep = null;
  document.addEventListener("htmx:beforeSwap", () => {
    const now = document.activeElement;
    keep = now && now !== document.body ? { id: now.id, start: now.selectionStart, end: now.selectionEnd } : null;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const fresh = event.detail.elt;
    prepare(fresh);
    const wanted = fresh.querySelector?.("[data-focus]");
    if (wanted) wanted.focus();
    else if (keep && !document.contains(document.activeElement) && keep.id) document.getElementById(keep.id)?.focus();
    const told = fresh.querySelector?.("[data-say]");
    if (told) say(told.dataset.say || told.textContent);
  });
  const failed = (offline) => toast(offline ? words().offline : words().failed);
  document.addEventListener("htmx:responseError", () => failed(false));
  document.addEventListener("htmx:sendError", () => failed(true));

  /* a line at the bottom, perhaps with a way back */
  let timer = 0;
  function toast(text, undo) {
    document.querySelector(".toast")?.remove();
    clearTimeout(timer);
    const box = document.createElement("div");
    box.className = "toast";
    box.setAttribute("role", "region"); // a landmark, so that nobody has to look for it
    box.setAttribute("aria-label", text);
    box.append(Object.assign(document.createElement("span"), { textContent: text ?? "" }));
    if (undo) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: words().undo });
      button.addEventListener("click", () => { box.remove(); undo(); });
      box.append(button);
    }
    document.body.append(box);
    say(text);
    timer = setTimeout(() => box.remove(), undo ? 20000 : 8000);
  }

  /* dialogs: <button data-opens="id">, <button data-closes>; a press beside the dialog closes it */
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      event.preventDefault();
      document.getElementById(opener.dataset.opens)?.showModal();
    }
    if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
    if (event.target instanceof HTMLDialogElement && event.offsetX >= 0) {
      const box = event.target.getBoundingClientRect();
      const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
      if (!inside && event.detail) event.target.close();
    }
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  /* copy: <button data-copies="id of a field" data-copied="what is said then" hidden>; without a clipboard it stays away */
  if (navigator.clipboard) document.querySelectorAll("[data-copies]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copies]");
    const field = button && document.getElementById(button.dataset.copies);
    if (!field) return;
    navigator.clipboard.writeText(field.value).then(() => toast(button.dataset.copied), () => field.select());
  });

  /* light or dark: the device decides until somebody chooses */
  const sheet = document.querySelector("link[data-dark]");
  const MEDIA = { auto: "screen and (prefers-color-scheme: dark)", light: "not all", dark: "screen" };
  const ORDER = ["auto", "light", "dark"];
  function chosen() {
    try { return ORDER.find((one) => one === localStorage.getItem("theme")) ?? "auto"; } catch { return "auto"; }
  }
  function wear(theme) {
    if (!sheet) return;
    sheet.media = MEDIA[theme];
    document.querySelectorAll("[data-theme-switch]").forEach((box) => {
      box.hidden = false;
      const name = box.querySelector("[data-theme-name]");
      name.textContent = name.dataset[theme];
    });
  }
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-next]")) return;
    const next = ORDER[(ORDER.indexOf(chosen()) + 1) % ORDER.length];
    try { localStorage.setItem("theme", next); } catch { /* private window: it lasts as long as the page */ }
    wear(next);
  });
  wear(chosen());

  window.driehoek.toast = toast;
})();
