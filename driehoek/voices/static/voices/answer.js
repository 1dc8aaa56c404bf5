/* A sentence to begin with goes into the answer by a press, and chooses its kind. Without script they can be read and typed. */
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-starter]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const form = button.closest("form");
      const area = form.elements.text;
      const kind = form.querySelector(`input[name="kind"][value="${CSS.escape(button.dataset.starter)}"]`);
      if (kind) kind.checked = true;
      area.value = [area.value.trim(), button.previousElementSibling.textContent.trim()].filter(Boolean).join("\n");
      area.dispatchEvent(new Event("input", { bubbles: true }));
      const gap = /\{[a-z_]+\}/.exec(area.value);
      area.focus();
      if (gap) area.setSelectionRange(gap.index, gap.index + gap[0].length);
    });
  }
})();
