/* On every page: a form is sent once, errors get the focus, long answers are counted, data-print prints. Everything works without this file too. */
(() => {
  "use strict";
  const words = () => document.getElementById("live")?.dataset ?? {};
  const PATIENCE = 12000; // a download never leaves the page: give the button back after a while

  function say(text) {
    const live = document.getElementById("live");
    if (!live || !text) return;
    live.textContent = "";
    setTimeout(() => { live.textContent = text; }, 60);
  }

  function busy(form, on) {
    const buttons = document.querySelectorAll(`button[form="${CSS.escape(form.id || " ")}"]`);
    for (const button of [...form.querySelectorAll("button:not([type=button])"), ...buttons]) {
      if (on && !button.disabled) {
        button.disabled = true;
        button.dataset.sending = "";
      } else if (!on && "sending" in button.dataset) {
        button.disabled = false;
        delete button.dataset.sending;
      }
    }
    if (on) form.dataset.sending = "";
    else delete form.dataset.sending;
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "dialog" || "noGuard" in form.dataset) return;
    if ("sending" in form.dataset) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    // After the browser has collected the fields: a disabled button would not send its own name and value.
    setTimeout(() => {
      if (event.defaultPrevented && !form.matches("[hx-post], [hx-get], [hx-put], [hx-delete]")) return;
      busy(form, true);
      setTimeout(() => busy(form, false), PATIENCE);
    });
  }, true);

  const release = () => document.querySelectorAll("form[data-sending]").forEach((form) => busy(form, false));
  window.addEventListener("pageshow", release);
  window.addEventListener("offline", release);
  for (const name of ["htmx:afterRequest", "htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => {
      const form = event.target.closest?.("form");
      if (form) busy(form, false);
    });
  }

  function count(area) {
    const most = Number(area.getAttribute("maxlength") || area.dataset.most);
    if (!most) return;
    let shown = area.nextElementSibling;
    if (!shown?.classList.contains("count")) {
      area.dataset.most = String(most);
      area.removeAttribute("maxlength"); // nothing pasted is cut off silently: the server says it, the counter warns
      shown = document.createElement("span");
      shown.className = "count";
      area.after(shown);
    }
    const left = most - area.value.length;
    shown.classList.toggle("over", left < 0);
    shown.textContent = (left < 0 ? words().toomany : words().left)?.replace("{count}", String(Math.abs(left))) ?? "";
  }

  document.addEventListener("input", (event) => {
    if (event.target.matches?.("textarea[data-counter]")) count(event.target);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  function prepare(root) {
    root.querySelectorAll("textarea[data-counter]").forEach(count);
    root.querySelector("[data-error-summary]")?.focus();
  }

  window.driehoek = { say, words, prepare, release };
  prepare(document);
})();
