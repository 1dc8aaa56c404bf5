/* Reads the page aloud with a voice of the device itself: nothing leaves it. Without such a voice in the language of the page there is no button.
   Pausing keeps our own place: not every browser can pause, all can stop. */
(() => {
  "use strict";
  const box = document.querySelector("[data-aloud]");
  const device = window.speechSynthesis;
  if (!box || !device || !window.SpeechSynthesisUtterance) return;
  const [play, stop] = box.querySelectorAll("button");
  const words = play.querySelector("span");
  const SILENT = "[aria-hidden=true], [hidden], .unseen, [data-aloud], [data-unspoken], select, textarea, script, style, template, .count";
  const LONGEST = 180; // longer than this some browsers fall silent half-way
  let pieces = [], at = 0, state = "read", turn = 0, shown = null, kept = null;

  const short = (language) => language.toLowerCase().split(/[-_]/)[0];
  const voiceFor = (language) => {
    const ours = device.getVoices().filter((one) => one.localService && short(one.lang) === short(language));
    return ours.find((one) => one.default) ?? ours[0];
  };

  function blockOf(element) {
    let found = element;
    while (found.parentElement && /^(inline|contents)/.test(getComputedStyle(found).display)) found = found.parentElement;
    return found;
  }

  function collect() {
    const found = [];
    const walk = document.createTreeWalker(document.getElementById("main"), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const text = walk.currentNode.data.replace(/\s+/g, " ");
      const parent = walk.currentNode.parentElement;
      if (!text.trim() || parent.closest(SILENT) || !parent.getClientRects().length) continue;
      const block = blockOf(parent), language = parent.closest("[lang]")?.lang || document.documentElement.lang;
      const last = found.at(-1);
      if (last?.block === block && last.language === language) last.text += text;
      else found.push({ block, language, text });
    }
    return found.flatMap((one) => cut(one.text.trim()).map((text) => ({ ...one, text })));
  }

  function cut(text) {
    const parts = [""];
    for (const sentence of text.match(/[^.!?؟:;]+[.!?؟:;]*\s*/g) ?? [text]) {
      if (parts.at(-1) && (parts.at(-1) + sentence).length > LONGEST) parts.push("");
      parts[parts.length - 1] += sentence;
    }
    return parts.map((one) => one.trim()).filter(Boolean);
  }

  function show(next) {
    state = next;
    words.textContent = words.dataset[next];
    stop.hidden = next === "read";
    mark(next === "pause" ? pieces[at]?.block : null);
  }

  function mark(block) {
    shown?.classList.remove("spoken-now");
    shown = block ?? null;
    shown?.classList.add("spoken-now");
  }

  function speak() {
    const mine = turn;
    const voice = pieces[at] && voiceFor(pieces[at].language);
    if (at >= pieces.length) return end();
    if (!voice) { at += 1; return speak(); } // a voice of another language would make nonsense of it
    kept = new SpeechSynthesisUtterance(pieces[at].text);
    kept.voice = voice;
    kept.lang = voice.lang;
    kept.rate = 0.95;
    kept.onend = () => { if (mine === turn) { at += 1; speak(); } };
    kept.onerror = () => { if (mine === turn) end(); };
    mark(pieces[at].block);
    device.speak(kept);
  }

  function silence() {
    turn += 1;
    device.cancel();
  }

  function end() {
    silence();
    at = 0;
    show("read");
  }

  play.addEventListener("click", () => {
    if (state === "pause") {
      silence();
      return show("on");
    }
    if (state === "read") { pieces = collect(); at = 0; }
    silence();
    show("pause");
    speak();
  });
  stop.addEventListener("click", () => { end(); play.focus(); });
  window.addEventListener("pagehide", end);

  const offer = () => { box.hidden = !voiceFor(document.documentElement.lang); };
  device.addEventListener?.("voiceschanged", offer);
  offer();
})();
