/* Finds back, on this device alone, what was said here without a name: the keys go up once and are not kept there. */
(() => {
  "use strict";
  const page = document.getElementById("said-page");
  const form = document.getElementById("own-form");
  let kept = [];
  try {
    kept = JSON.parse(localStorage.getItem(`driehoek:mine:${page.dataset.occasion}`) ?? "[]");
  } catch {
    return; // storage is closed or holds something else: there is nothing to find
  }
  const keys = kept.map((one) => (typeof one === "string" ? one : one.key)).filter(Boolean);
  if (!keys.length) return;
  form.elements.keys.value = keys.join("\n");
  fetch(location.href, { method: "POST", body: new FormData(form), headers: { "X-Part": "own" } })
    .then((answer) => (answer.ok ? answer.text() : ""))
    .then((html) => {
      const own = new DOMParser().parseFromString(html, "text/html").getElementById("own");
      if (own) document.getElementById("own").replaceWith(own);
    })
    .catch(() => {}); // without connection the rest of the page still reads
})();
