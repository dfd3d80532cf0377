/* Comfort only: every page works without it. Search and shortcut keys, running clocks, drafts, print. */
(() => {
  "use strict";
  const doc = document;
  const lang = doc.documentElement.lang;

  /* Keys: "/" searches, a letter follows the link or presses the button with that data-key. A switch turns them off for good. */
  const store = { get: () => { try { return localStorage.getItem("keys"); } catch { return null; } }, set: (v) => { try { localStorage.setItem("keys", v); } catch { /* not kept */ } } };
  let keys = store.get() !== "off";
  for (const button of doc.querySelectorAll("[data-keys-off]")) {
    const say = () => { button.textContent = keys ? button.dataset.keysOff : button.dataset.keysOn; };
    say();
    button.hidden = false;
    button.addEventListener("click", () => { keys = !keys; store.set(keys ? "on" : "off"); say(); });
  }
  doc.addEventListener("keydown", (event) => {
    if (!keys || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "/") {
      const search = doc.getElementById("q");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
      return;
    }
    const target = /^[a-zæøå0-9]$/i.test(event.key) && doc.querySelector(`[data-key="${event.key.toLowerCase()}"]`);
    if (target) { event.preventDefault(); target.click(); }
  });

  /* On a scale, a digit sets its point. */
  doc.addEventListener("keydown", (event) => {
    const points = /^[0-9]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey && event.target.closest?.(".points");
    const point = points && points.querySelector(`input[value="${event.key}"]`);
    if (!point) return;
    event.preventDefault();
    point.checked = true;
    point.focus();
    point.dispatchEvent(new Event("input", { bubbles: true }));
  });

  /* A form that came back with errors says so first. Its page was sent for, not asked for: as an address of its own it is there for Back. */
  doc.getElementById("errors")?.focus();
  const here = doc.querySelector("[data-here]")?.dataset.here ?? (doc.getElementById("errors") && doc.querySelector(`form[method="post"][action="${location.pathname}"]`) ? location.href : "");
  if (here) history.replaceState(history.state, "", here);

  /* What is typed stands at once where the page repeats it. */
  for (const copy of doc.querySelectorAll("[data-mirror]")) {
    const field = doc.querySelector(`[name="${copy.dataset.mirror}"]`);
    field?.addEventListener("input", () => { copy.textContent = field.value; });
  }

  /* Print buttons show themselves only where they work. */
  for (const button of doc.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  /* Clocks counted in hours say again each minute what is left. */
  const unit = (minutes) => {
    const hours = Math.floor(minutes / 60);
    const t = lang === "da" ? "t" : "h";
    if (hours >= 48) return `${Math.floor(hours / 24)} ${lang === "da" ? "dage" : "days"}`;
    return hours > 0 ? `${hours} ${t} ${minutes % 60} min` : `${minutes} min`;
  };
  const tick = () => {
    for (const clock of doc.querySelectorAll("[data-due]")) {
      const minutes = Math.floor((Date.parse(clock.dataset.due) - Date.now()) / 60000);
      const late = minutes < 0;
      const length = unit(Math.abs(minutes));
      clock.textContent = lang === "da" ? (late ? `forfalden ${length}` : `${length} tilbage`) : (late ? `overdue by ${length}` : `${length} left`);
      const due = clock.closest(".due");
      if (due && late) { due.classList.remove("soon", "far"); due.classList.add("late"); }
    }
  };
  if (doc.querySelector("[data-due]")) { setInterval(tick, 60000); }

  /* A form is sent once, however often its button is pressed. The buttons go out after the form is on its way, so that a named one goes along. */
  const sent = new Set();
  for (const form of doc.querySelectorAll('form[method="post"]')) {
    form.addEventListener("submit", (event) => {
      if (sent.has(form)) { event.preventDefault(); return; }
      sent.add(form);
      setTimeout(() => { for (const button of form.querySelectorAll("button:enabled")) { button.disabled = true; button.dataset.sent = ""; } });
    });
  }
  window.addEventListener("pageshow", () => {
    sent.clear();
    for (const button of doc.querySelectorAll("button[data-sent]")) { button.disabled = false; delete button.dataset.sent; }
  });

  /* A file is read into the field where its rows are seen and can be corrected; older registers write Windows' letters. */
  for (const chooser of doc.querySelectorAll("input[data-into]")) {
    const into = chooser.form?.elements[chooser.dataset.into];
    chooser.closest("[hidden]")?.removeAttribute("hidden");
    chooser.addEventListener("change", async () => {
      const file = chooser.files[0];
      const status = chooser.closest("p").querySelector("[role=status]");
      const isTooLarge = file?.size > 2500000;
      if (status) status.textContent = isTooLarge ? chooser.dataset.tooLarge : "";
      if (!file || !into || isTooLarge) return;
      const bytes = await file.arrayBuffer();
      const [first, second] = new Uint8Array(bytes);
      const text = new TextDecoder(first === 0xff && second === 0xfe ? "utf-16le" : "utf-8").decode(bytes);
      into.value = text.includes("\ufffd") ? new TextDecoder("windows-1252").decode(bytes) : text;
      chooser.value = "";
      into.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  /* Drafts: saved at most five seconds after the last key; leaving warns only while something is not saved. */
  for (const form of doc.querySelectorAll("form[data-autosave]")) {
    const status = form.querySelector(".draft");
    let timer = 0;
    let failed = false;
    let sending = false;
    const save = async () => {
      timer = 0;
      try {
        const answer = await fetch(form.dataset.autosave, { method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin", keepalive: true });
        if (!answer.ok) throw new Error(answer.status === 401 ? form.dataset.signedOut : form.dataset.unsaved);
        failed = false;
        const time = new Date().toLocaleTimeString(lang === "da" ? "da" : "en-GB", { hour: "2-digit", minute: "2-digit" });
        if (status) status.textContent = `${form.dataset.saved} ${time}`;
      } catch (error) {
        failed = true;
        if (status) status.textContent = error instanceof TypeError ? form.dataset.unsaved : error.message;
        if (!timer) timer = setTimeout(save, 10000);
      }
    };
    form.addEventListener("input", () => { if (!timer) timer = setTimeout(save, 3000); });
    form.addEventListener("submit", () => { sending = true; clearTimeout(timer); });
    window.addEventListener("pagehide", () => { if (timer && !sending) save(); });
    window.addEventListener("beforeunload", (event) => { if (failed && !sending) event.preventDefault(); });
  }
})();
