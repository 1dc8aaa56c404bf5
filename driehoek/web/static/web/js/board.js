/* Boards: cards move between and within columns by mouse, by touch and mouse with the form in the card, and by keys.
   <div data-board data-move-url="…"> <section data-column="id" data-name="…"> <ul data-cards> <li data-card="id">
     <button type="button" class="grip" data-grip>
   A move posts card, column, position (from 0) and version (data-version of the board, if any). An answer with HTML replaces
   the board; 409 too (fresh state); one with parts (`hx-swap-oob`) replaces those. A part of the board with data-version tells
   which state it shows, sent along as `v`. Anything else that fails puts the card back. */
(() => {
  "use strict";
  const { say, words, toast } = window.driehoek;
  let dragged = null; // { card, from: place }
  let lifted = null;

  const board = (element) => element.closest("[data-board]");
  const list = (column) => column.querySelector("[data-cards]");
  const columns = (root) => [...root.querySelectorAll("[data-column]")];
  const place = (card) => ({ list: card.parentElement, before: card.nextElementSibling });
  const position = (card) => [...card.parentElement.children].filter((one) => one.matches("[data-card]")).indexOf(card);
  const same = (a, b) => a.list === b.list && a.before === b.before;

  function put(card, where) {
    where.list.insertBefore(card, where.before && where.before.parentElement === where.list ? where.before : null);
    count(board(card));
  }

  function count(root) {
    for (const column of columns(root)) {
      const shown = column.querySelector("[data-count]");
      if (shown) shown.textContent = String(list(column).querySelectorAll("[data-card]").length);
    }
  }

  function told(card) {
    const column = card.closest("[data-column]");
    return words().moved?.replace("{column}", column.dataset.name ?? "").replace("{place}", String(position(card) + 1))
      .replace("{count}", String(list(column).querySelectorAll("[data-card]").length));
  }

  function token() {
    const header = document.body.getAttribute("hx-headers");
    return header ? JSON.parse(header)["X-CSRFToken"] : "";
  }

  async function send(card, from, canUndo) {
    const root = board(card);
    const fields = new URLSearchParams({ card: card.dataset.card, column: card.closest("[data-column]").dataset.column, position: String(position(card)) });
    if (root.dataset.version) fields.set("version", root.dataset.version);
    const shows = root.querySelector("[data-version]")?.dataset.version;
    if (shows) fields.set("v", shows);
    if ("seen" in card.dataset) fields.set("seen", card.dataset.seen); // where this screen took it from
    root.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(root.dataset.moveUrl, { method: "POST", body: fields, headers: { "X-CSRFToken": token(), "HX-Request": "true" } });
      const html = answer.status === 204 ? "" : await answer.text();
      if (!answer.ok && answer.status !== 409) throw new Error(String(answer.status));
      const text = told(card);
      const id = card.dataset.card;
      const back = { column: from.list.closest("[data-column]").dataset.column, at: from.at };
      const now = show(root, html);
      if (answer.status === 409) toast(now.dataset.say || now.querySelector("[data-version]")?.dataset.say || words().failed);
      else if (canUndo) toast(text, () => undo(now, id, back));
      else say(words().undone);
      now.querySelector(`[data-card="${CSS.escape(id)}"] [data-grip]`)?.focus();
    } catch {
      put(card, from);
      toast(navigator.onLine === false ? words().offline : words().failed);
    } finally {
      root.removeAttribute("aria-busy");
    }
  }

  /* put what the server answered in its place: a whole board, or parts of it; gives the board that is there now */
  function show(root, html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const fresh = page.querySelector("[data-board]");
    if (fresh) return renew(root, fresh);
    for (const part of page.querySelectorAll("[hx-swap-oob]")) {
      const old = document.getElementById(part.id);
      part.removeAttribute("hx-swap-oob");
      if (!old) continue;
      const top = old.scrollTop;
      old.replaceWith(part);
      window.htmx?.process(part);
      prepare(part);
      part.scrollTop = top;
    }
    return root;
  }

  function renew(root, fresh) {
    const spots = scrolled(root);
    root.replaceWith(fresh);
    window.htmx?.process(fresh);
    prepare(fresh);
    scrollBack(fresh, spots);
    return fresh;
  }

  /* a fresh board stays scrolled as the old one was, across and down each column */
  const across = (root) => (root.matches(".board") ? root : root.querySelector(".board"));
  const scrolled = (root) => ({ across: across(root)?.scrollLeft ?? 0, down: columns(root).map((one) => [one.dataset.column, one.scrollTop]) });
  function scrollBack(root, spots) {
    if (across(root)) across(root).scrollLeft = spots.across;
    for (const [id, top] of spots.down) {
      const column = columns(root).find((one) => one.dataset.column === id);
      if (column) column.scrollTop = top;
    }
  }
  let spots = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const root = event.detail.target?.closest?.("[data-board]");
    spots = root ? scrolled(root) : null;
  });
  document.addEventListener("htmx:afterSwap", () => {
    const root = spots && document.querySelector("[data-board]");
    if (root) scrollBack(root, spots);
    spots = null;
  });

  function undo(root, id, back) {
    const card = root.querySelector(`[data-card="${CSS.escape(id)}"]`);
    const column = columns(root).find((one) => one.dataset.column === back.column);
    if (!card || !column) return;
    const from = { ...place(card), at: position(card) };
    const others = [...list(column).children].filter((one) => one !== card);
    put(card, { list: list(column), before: others[back.at] ?? null });
    send(card, from, false);
  }

  function settle(card, from) {
    if (!same(place(card), from)) send(card, from, true);
    else say(words().kept);
  }

  /* by mouse */
  document.addEventListener("dragstart", (event) => {
    const card = event.target.closest?.("[data-board] [data-card]");
    if (!card) return;
    dragged = { card, from: { ...place(card), at: position(card) } };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.dataset.card);
    card.dataset.dragging = "";
  });
  document.addEventListener("dragover", (event) => {
    const column = dragged && event.target.closest?.("[data-column]");
    if (!column || board(column) !== board(dragged.card)) return;
    event.preventDefault();
    const target = list(column);
    document.querySelectorAll("[data-cards][data-over]").forEach((one) => { if (one !== target) delete one.dataset.over; });
    target.dataset.over = "";
    const below = [...target.children].find((one) => one !== dragged.card && event.clientY < one.getBoundingClientRect().top + one.offsetHeight / 2);
    put(dragged.card, { list: target, before: below ?? null });
  });
  document.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    dragged.dropped = true;
  });
  document.addEventListener("dragend", () => {
    if (!dragged) return;
    const { card, from, dropped } = dragged;
    dragged = null;
    delete card.dataset.dragging;
    document.querySelectorAll("[data-cards][data-over]").forEach((one) => delete one.dataset.over);
    if (dropped) settle(card, from);
    else put(card, from);
  });

  /* by keys: Enter lifts and puts down, arrows move, Escape brings back */
  function shift(card, key) {
    const root = board(card);
    const cards = [...card.parentElement.children];
    const at = cards.indexOf(card);
    if (key === "ArrowUp" && at > 0) put(card, { list: card.parentElement, before: cards[at - 1] });
    if (key === "ArrowDown" && at < cards.length - 1) put(card, { list: card.parentElement, before: cards[at + 2] ?? null });
    if (key === "ArrowLeft" || key === "ArrowRight") {
      const along = (key === "ArrowRight") !== (getComputedStyle(root).direction === "rtl") ? 1 : -1;
      const all = columns(root);
      const next = all[all.indexOf(card.closest("[data-column]")) + along];
      if (next) put(card, { list: list(next), before: list(next).children[at] ?? null });
    }
    card.querySelector("[data-grip]").focus();
    say(told(card));
  }
  document.addEventListener("keydown", (event) => {
    const grip = event.target.closest?.("[data-grip]");
    if (!grip) return;
    const card = grip.closest("[data-card]");
    if (lifted?.card === card && event.key.startsWith("Arrow")) {
      event.preventDefault();
      shift(card, event.key);
    } else if (lifted?.card === card && event.key === "Escape") {
      put(card, lifted.from);
      drop(false);
      grip.focus();
    }
  });
  document.addEventListener("click", (event) => {
    const grip = event.target.closest?.("[data-grip]");
    if (!grip) return;
    const card = grip.closest("[data-card]");
    if (lifted?.card === card) drop(true);
    else {
      if (lifted) drop(true);
      lifted = { card, from: { ...place(card), at: position(card) } };
      card.dataset.lifted = "";
      grip.setAttribute("aria-pressed", "true");
      say(words().lifted);
    }
  });
  document.addEventListener("focusout", (event) => {
    if (lifted && !dragged) setTimeout(() => { if (lifted && !lifted.card.contains(document.activeElement)) drop(true); }, 50);
  });
  function drop(keep) {
    const { card, from } = lifted;
    lifted = null;
    delete card.dataset.lifted;
    card.querySelector("[data-grip]")?.setAttribute("aria-pressed", "false");
    if (keep) settle(card, from);
    else say(words().kept);
  }

  function prepare(root) {
    root.querySelectorAll("[data-card]").forEach((card) => {
      if (card.closest("[data-board]") && card.querySelector("[data-grip]")) card.draggable = true;
    });
  }
  document.addEventListener("htmx:afterSettle", (event) => prepare(event.detail.elt));
  document.addEventListener("htmx:oobBeforeSwap", (event) => { tops.set(event.detail.target.id, event.detail.target.scrollTop); });
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    const part = document.getElementById(event.detail.target.id);
    if (!part) return;
    prepare(part);
    part.scrollTop = tops.get(part.id) ?? 0;
  });
  const tops = new Map();
  window.driehoek.board = { show, token };
  prepare(document);
})();
