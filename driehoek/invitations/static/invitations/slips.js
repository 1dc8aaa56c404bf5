/* Returned slips: Enter goes to the same field of the next family; leaving a field saves its row. */
(() => {
  "use strict";
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("[data-down]");
    if (!field || event.key !== "Enter" || event.isComposing) return;
    event.preventDefault(); // the whole form is for browsers without a script
    const column = field.name.split("-").pop();
    const rows = [...field.closest("tbody").rows];
    const next = rows[rows.indexOf(field.closest("tr")) + (event.shiftKey ? -1 : 1)];
    const target = next?.querySelector(`[data-down][name$="-${column}"]`);
    if (target) {
      target.focus();
      target.select?.();
    } else field.blur();
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const cell = event.detail.elt;
    const row = cell.closest?.("tr");
    if (!cell.matches?.("td[id^='s-']")) return;
    const wrong = cell.hasAttribute("data-wrong");
    const first = row.querySelector("[name$='-coming']");
    if (cell.hasAttribute("data-no")) {
      row.querySelectorAll("select, [name$='-childcare']").forEach((field) => { field.value = ""; });
    }
    if (wrong) first.setAttribute("aria-invalid", "true");
    else row.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
  });
})();
