/* Guests: say when the connection is gone, and close the language menu when it is left. */
(() => {
  "use strict";
  const { say, words } = window.driehoek;
  let bar = null;

  function show(offline) {
    if (offline && !bar) {
      bar = document.createElement("div");
      bar.className = "notice warning offline";
      bar.textContent = words().offline ?? "";
      document.getElementById("main")?.prepend(bar);
      say(bar.textContent);
    } else if (!offline && bar) {
      bar.remove();
      bar = null;
      say(words().online);
    }
  }

  window.addEventListener("offline", () => show(true));
  window.addEventListener("online", () => show(false));
  if (navigator.onLine === false) show(true);

  // Sending without a connection would show the browser's own error page, and what was typed would be gone.
  document.addEventListener("submit", (event) => {
    if (navigator.onLine === false) {
      event.preventDefault();
      event.stopImmediatePropagation();
      show(true);
      bar.scrollIntoView({ block: "center" });
    }
  }, true);

  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
