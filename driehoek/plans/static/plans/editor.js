/* A calm editor around Squire: five buttons. Without this file the box itself is used. What is pasted is cleaned here, so that the
   page shows what will be kept; the server cleans again. */
(() => {
  "use strict";
  const box = document.querySelector("[data-editor]");
  const area = box && document.getElementById(box.dataset.editor);
  if (!area || !window.Squire || !window.DOMPurify) return;
  const paper = box.querySelector("[role=textbox]");
  const form = area.form;
  const KEPT = ["p", "br", "strong", "em", "b", "i", "ul", "ol", "li", "h3", "h4", "blockquote"];
  const BECOMES = { H1: "h3", H2: "h3", H5: "h4", H6: "h4", DIV: "p" };

  function renamed(element, name) {
    const made = element.ownerDocument.createElement(name);
    made.append(...element.childNodes);
    element.replaceWith(made);
    return made;
  }

  /* Word writes a list as paragraphs with a mark in front. */
  function listsOfWord(page) {
    let list = null;
    for (const line of [...page.querySelectorAll("p")]) {
      const isPoint = /MsoList/i.test(line.className) || /mso-list/i.test(line.dataset.style ?? "");
      const mark = isPoint && /^[\s\u00a0]*(?:([·•▪◦o§ü-])|(\d{1,3}|[a-z])[.)])[\s\u00a0]+/.exec(line.textContent);
      if (!mark) { list = null; continue; }
      let left = mark[0].length;
      const walker = page.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      while (left && walker.nextNode()) {
        const cut = Math.min(left, walker.currentNode.data.length);
        walker.currentNode.data = walker.currentNode.data.slice(cut);
        left -= cut;
      }
      const kind = mark[2] ? "ol" : "ul";
      if (!list || list.localName !== kind || list !== line.previousElementSibling) {
        list = page.createElement(kind);
        line.before(list);
      }
      const point = page.createElement("li");
      point.append(...line.childNodes);
      list.append(point);
      line.remove();
    }
  }

  /* The policy of the page holds for what is only parsed too: without this every style of Word would be a report in the console. */
  const inert = (html) => html.replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(/<[^>]*>/g, (tag) => tag.replace(/([\s"'/])(style|on[a-z]+)(\s*=)/gi, "$1data-$2$3"));

  function cleaned(html) {
    const page = new DOMParser().parseFromString(inert(html), "text/html");
    listsOfWord(page);
    for (const [old, name] of Object.entries(BECOMES)) page.querySelectorAll(old).forEach((one) => renamed(one, name));
    const made = window.DOMPurify.sanitize(page.body.innerHTML, { ALLOWED_TAGS: KEPT, ALLOWED_ATTR: [], RETURN_DOM_FRAGMENT: true, RETURN_DOM: true });
    return document.importNode(made, true);
  }

  const editor = new window.Squire(paper, {
    blockTag: "P",
    addLinks: false,
    sanitizeToDOMFragment: cleaned,
    toPlainText: null,
    didError: () => {},
  });
  for (const key of ["Tab", "Shift-Tab"]) editor.setKeyHandler(key, () => {}); // the keyboard has to be able to leave
  const html = document.getElementById("line-html").innerHTML;
  editor.setHTML(html);
  box.hidden = false;
  area.hidden = true;
  document.getElementById("simple-help").hidden = true;
  document.getElementById("text-label").addEventListener("click", (event) => { event.preventDefault(); editor.focus(); });
  if (area.getAttribute("aria-invalid")) paper.setAttribute("aria-invalid", "true");

  const within = (name) => editor.getPath().split(">").some((part) => part.startsWith(name));
  function blocksAs(name) {
    editor.modifyBlocks((part) => {
      const made = document.createDocumentFragment();
      for (const child of [...part.childNodes]) made.append(/^(P|H3|H4)$/.test(child.nodeName) ? renamed(child, name) : child);
      return made;
    });
  }
  const STATES = {
    heading: () => within("H3") || within("H4"),
    list: () => within("UL"),
    numbered: () => within("OL"),
    bold: () => editor.hasFormat("B") || editor.hasFormat("STRONG"),
    italic: () => editor.hasFormat("I") || editor.hasFormat("EM"),
  };
  function off(tag, other) {
    editor.changeFormat(null, { tag: editor.hasFormat(tag) ? tag : other });
  }
  const DEEDS = {
    heading: (on) => blocksAs(on ? "p" : "h3"),
    list: (on) => (on ? editor.removeList() : editor.makeUnorderedList()),
    numbered: (on) => (on ? editor.removeList() : editor.makeOrderedList()),
    bold: (on) => (on ? off("B", "STRONG") : editor.bold()),
    italic: (on) => (on ? off("I", "EM") : editor.italic()),
  };
  const buttons = [...box.querySelectorAll("[data-do]")];
  const show = () => buttons.forEach((one) => one.setAttribute("aria-pressed", String(STATES[one.dataset.do]())));
  buttons.forEach((one, place) => {
    one.tabIndex = place ? -1 : 0;
    one.addEventListener("click", () => {
      DEEDS[one.dataset.do](STATES[one.dataset.do]());
      editor.focus();
      show();
    });
    one.addEventListener("keydown", (event) => {
      const rtl = getComputedStyle(box).direction === "rtl" ? -1 : 1;
      const step = { ArrowRight: rtl, ArrowLeft: -rtl, Home: -place, End: buttons.length - 1 - place }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const next = buttons[(place + step + buttons.length) % buttons.length];
      buttons.forEach((other) => { other.tabIndex = other === next ? 0 : -1; });
      next.focus();
    });
  });
  editor.addEventListener("pathChange", show);
  editor.addEventListener("select", show);

  let changed = false;
  editor.addEventListener("input", () => { changed = true; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  form.addEventListener("submit", () => {
    changed = false;
    area.value = editor.getHTML();
    form.elements.as_html.value = "1";
  });
  show();
})();
