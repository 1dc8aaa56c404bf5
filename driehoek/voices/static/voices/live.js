/* The harvest board and the list of what waits refresh by themselves, but never under somebody's hands.
   <… data-steady> keeps its children in the order in which they came up: nothing moves under a thumb. */
(() => {
  "use strict";
  const BUSY = "[data-lifted], [data-dragging], [aria-busy='true'], input:checked, details[open]";
  const met = [];

  const busy = (region) => region.querySelector(BUSY) || region.getAttribute("aria-busy") === "true" || region.querySelector("select:focus, textarea:focus") || document.querySelector("dialog[open]");
  const polls = (detail) => detail.elt?.matches?.("[data-live]") && detail.requestConfig?.verb === "get";

  /* which state this screen shows: then only the columns that differ from it come back */
  document.addEventListener("htmx:configRequest", (event) => {
    const shows = event.detail.elt.closest?.("[data-live]")?.querySelector("[data-version]")?.dataset.version;
    if (shows) event.detail.parameters.set("v", shows);
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (polls(event.detail) && busy(event.detail.elt)) event.preventDefault();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (polls(event.detail) && busy(event.detail.elt)) event.detail.shouldSwap = false; // picked up while the answer was on its way
  });

  function settle() {
    for (const list of document.querySelectorAll("[data-steady]")) {
      const rows = [...list.children];
      for (const row of rows) if (!met.includes(row.dataset.key)) met.push(row.dataset.key);
      const sorted = [...rows].sort((one, other) => met.indexOf(one.dataset.key) - met.indexOf(other.dataset.key));
      if (sorted.some((row, place) => row !== rows[place])) list.append(...sorted);
    }
  }
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.requestConfig?.verb === "post") document.querySelector(".toast")?.remove(); // its way back leads elsewhere by now
    settle();
  });
  settle();

  /* how many cards are ticked, and the button that moves them */
  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("[data-tick]")) return;
    const region = event.target.closest("[data-live]");
    const count = region.querySelectorAll("[data-tick]:checked").length;
    for (const shown of region.querySelectorAll("[data-ticked]")) shown.textContent = String(count);
  });
})();
