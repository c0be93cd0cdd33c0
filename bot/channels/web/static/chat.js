/* The page's talk with the server. What is written waits in a queue under an id of its own until
   the server has it: sent twice, it still counts once. Texts come in as data, never as HTML. */
"use strict";
(function () {
  const at = (id) => document.getElementById(id);
  const W = JSON.parse(at("words").textContent);
  const log = at("log"), input = at("words-in"), state = at("state"), menu = at("menu");
  const BIGGEST = 10000000, POLL = 3000, LINK = /https:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g;
  let seq = 0, page = 0, pushKey = "", stream = null, polling = 0, wait = 1000, opened = false;
  let queue = [], pumping = false, tries = 0, pumpTimer = 0, typingTimer = 0, talking = false;
  const pictures = new Map();

  /* ---- asking the server ---- */
  async function ask(path, data) {
    const answer = await fetch(path, { method: "POST", credentials: "same-origin",
      headers: { "X-OCOP": "1", "Content-Type": "application/json" }, body: JSON.stringify(data || {}) });
    return understood(answer.status, await answer.json().catch(() => ({})));
  }
  function understood(status, told) {
    if (status >= 200 && status < 300) return told;
    const no = new Error(told.error || "busy");
    no.status = status; no.after = told.after || 0;
    throw no;
  }
  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(12));
    return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  }

  /* ---- showing ---- */
  function make(tag, name, text) {
    const one = document.createElement(tag);
    if (name) one.className = name;
    if (text !== undefined) one.textContent = text;
    return one;
  }
  function fill(node, ...inside) { node.textContent = ""; node.append(...inside); }
  function worded(text) {
    const words = make("p");
    let from = 0, link;
    LINK.lastIndex = 0;
    while ((link = LINK.exec(text))) {
      words.append(text.slice(from, link.index));
      const a = make("a", "", link[0]);
      a.href = link[0]; a.target = "_blank"; a.rel = "noopener noreferrer";
      words.append(a);
      from = link.index + link[0].length;
    }
    words.append(text.slice(from));
    return words;
  }
  function drawing(path) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24"); svg.setAttribute("aria-hidden", "true");
    svg.append(document.createElementNS("http://www.w3.org/2000/svg", "path"));
    svg.firstChild.setAttribute("d", path);
    return svg;
  }
  function filed(file, key) {
    const link = make("a", file.image ? "" : "file"), address = "/chat/file/" + file.ref;
    link.href = address; link.target = "_blank"; link.rel = "noopener";
    if (file.image) {
      const picture = make("img");
      picture.src = pictures.get(key) || address;
      picture.alt = W.photo + ": " + file.name;
      picture.onload = () => { if (nearEnd) toEnd(); };
      link.append(picture);
    } else {
      const size = Math.max(1, Math.round(file.size / 1000)).toLocaleString("vi") + " kB";
      link.append(drawing("M6 3h8l4 4v14H6zM14 3v4h4"), make("span", "", file.name + " · " + size + ". " + W.open_file));
    }
    return link;
  }
  function bubbled(message) {
    const bubble = make("div", "bubble");
    bubble.append(make("span", "sr", (message.me ? W.me : W.bot) + ": "));
    if (message.file) bubble.append(filed(message.file, message.key));
    const cut = message.me ? -1 : message.text.lastIndexOf("\nNguồn:");
    const words = cut < 0 ? message.text : message.text.slice(0, cut);
    if (words) bubble.append(worded(words));
    if (cut >= 0) {
      const source = worded(message.text.slice(cut + 1));
      source.className = "source";
      bubble.append(source);
    }
    return bubble;
  }
  function buttons(message, article) {
    const rows = make("div", "rows");
    for (const row of message.rows) {
      const line = make("div", "row");
      for (const [label, action] of row) {
        const button = make("button", "", label);
        button.type = "button";
        if (action === message.chosen) button.setAttribute("aria-pressed", "true");
        const page = /^https?:\/\//.test(action);
        button.onclick = () => (page ? window.open(action, "_blank", "noopener") : press(message.key, action, rows));
        line.append(button);
      }
      rows.append(line);
    }
    article.append(rows);
  }
  function shownAt(key) {
    return Array.prototype.find.call(log.children, (one) => one.dataset && one.dataset.key === key);
  }
  function show(message) {
    const before = shownAt(message.key), article = before || make("article");
    article.className = message.me ? "me" : "";
    article.dataset.key = message.key;
    const focused = article.contains(document.activeElement);
    fill(article);
    if (message.text || message.file) article.append(bubbled(message));
    if (message.rows.length) buttons(message, article);
    if (!before) log.insertBefore(article, log.querySelector(".wait"));
    if (focused) { const next = article.querySelector("button") || log; next.focus({ preventScroll: true }); }
    return article;
  }
  let nearEnd = true;
  log.addEventListener("scroll", () => { nearEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80; });
  function toEnd() { log.scrollTop = log.scrollHeight; nearEnd = true; }
  function reveal(first) {
    toEnd();
    const top = first.offsetTop - log.offsetTop - 8;
    if (top < log.scrollTop) log.scrollTop = top;
  }
  function apply(news) {
    if (news.clear) { fill(log); queue.forEach((one) => (one.text || one.file) && waiting(one)); }
    if (news.page !== undefined) page = news.page;
    if (news.seq) seq = Math.max(seq, news.seq);
    if (!news.messages || !news.messages.length) return;
    if (at("loading")) at("loading").remove();
    let first = null;
    for (const message of news.messages) {
      const article = show(message);
      if (!message.me && !first) first = article;
      if (!message.me && !message.chosen) typing(false);
    }
    const last = log.querySelectorAll("article:not(.me)");
    last.forEach((one, n) => one.classList.toggle("old", n < last.length - 1));
    if (first) reveal(first); else toEnd();
  }
  function away() { return navigator.onLine === false ? W.offline : W.reconnecting; }
  function say(text) { state.textContent = text || ""; state.hidden = !text; }
  function typing(on, seconds) {
    clearTimeout(typingTimer);
    at("typing").hidden = !on;
    if (on) { if (nearEnd) toEnd(); typingTimer = setTimeout(() => typing(false), (seconds || 20) * 1000); }
  }

  /* ---- saying: one at a time, in order, until the server has it ---- */
  function keep() {
    const kept = queue.filter((one) => !one.file);
    try { sessionStorage.setItem("waiting", JSON.stringify(kept)); } catch (e) { /* private window */ }
  }
  function waiting(one) {
    const article = shownAt(one.id) || make("article");
    article.className = "me wait";
    article.dataset.key = one.id;
    const bubble = make("div", "bubble");
    bubble.append(make("p", "", one.text || one.file.name));
    if (one.file) { const bar = make("progress"); bar.max = 1; bar.value = 0; bubble.append(bar); }
    fill(article, bubble, make("p", "note", W.waiting));
    article.lastChild.hidden = !one.late;
    if (!article.parentNode) log.append(article);
    toEnd();
  }
  function put(one) {
    if (at("loading")) at("loading").remove();
    queue.push(one);
    keep();
    if (one.text || one.file) waiting(one);
    pump();
  }
  function press(key, action, rows) {
    if (rows.getAttribute("aria-busy") === "true") return;
    rows.setAttribute("aria-busy", "true");
    put({ id: newId(), action: action, message: key });
  }
  async function pump() {
    if (pumping || !opened || !queue.length) return;
    pumping = true;
    clearTimeout(pumpTimer);
    const one = queue[0];
    const soon = setTimeout(() => typing(true), 400);
    try {
      await (one.file ? upload(one) : ask("/chat/say", one));
      done(one);
    } catch (no) {
      typing(false);
      again(one, no);
    }
    clearTimeout(soon);
    pumping = false;
    if (queue.length && !pumpTimer) pump();
  }
  function done(one) {
    tries = 0; pumpTimer = 0;
    queue.shift(); keep(); say("");
    free(one);
    if (!stream) poll();
  }
  function free(one) {
    const pressed = one.message && shownAt(one.message), rows = pressed && pressed.querySelector(".rows");
    if (rows) rows.removeAttribute("aria-busy");
  }
  function again(one, no) {
    if (no.status === 401) { opened = false; open(); return; }
    const passing = !no.status || no.status >= 500 || no.status === 429 || no.status === 408;
    if (!passing) { refuse(one, W[no.message] || W.broken); return; }
    one.late = true;
    const shown = shownAt(one.id);  // perhaps the server has it, and only its answer was lost
    if (shown && shown.classList.contains("wait")) waiting(one);
    say(no.status === 429 ? W.too_fast : away());
    tries += 1;
    const rest = Math.max(no.after * 1000, Math.min(30000, 500 * Math.pow(2, tries)));
    pumpTimer = setTimeout(() => { pumpTimer = 0; pump(); }, rest);
  }
  function refuse(one, why) {
    queue = queue.filter((other) => other !== one);
    keep();
    free(one);
    const article = shownAt(one.id);
    if (!article) { say(why); return; }
    const bar = article.querySelector("progress");
    if (bar) bar.remove();
    article.className = "me";
    article.lastChild.className = "note bad";
    article.lastChild.hidden = false;
    article.lastChild.textContent = W.failed + " " + why;
    toEnd();
  }
  function upload(one) {
    return new Promise((good, bad) => {
      const way = new XMLHttpRequest();
      way.open("POST", "/chat/file?id=" + one.id + "&name=" + encodeURIComponent(one.file.name));
      way.setRequestHeader("X-OCOP", "1");
      way.responseType = "json";
      way.upload.onprogress = (step) => {
        const article = shownAt(one.id), bar = article && article.querySelector("progress");
        if (bar && step.lengthComputable) bar.value = step.loaded / step.total;
      };
      way.onerror = () => bad(new Error("offline"));
      way.onload = () => { try { good(understood(way.status, way.response || {})); } catch (no) { bad(no); } };
      way.send(one.file);
    });
  }
  function attach(event) {
    const file = event.target.files[0];
    event.target.value = "";
    folded(at("plus"), at("attach"), true);
    if (!file) return;
    const one = { id: newId(), file: file };
    if (file.size > BIGGEST) {
      waiting(one);
      refuse(one, W.too_big.replace("{size}", (file.size / 1e6).toFixed(1).replace(".", ",")));
      return;
    }
    if (/^image\/(jpeg|png|webp)$/.test(file.type)) pictures.set(one.id, URL.createObjectURL(file));
    put(one);
  }

  /* ---- hearing: a stream, or asking from time to time ---- */
  function listen() {
    if (stream || !opened || document.visibilityState === "hidden") return;
    const mine = stream = new EventSource("/chat/events?after=" + seq + "&page=" + page);
    const late = setTimeout(() => { if (mine.readyState !== 1) fall(mine); }, 6000);
    mine.onopen = () => { clearTimeout(late); wait = 1000; if (!queue.length) say(""); clearInterval(polling); polling = 0; pumpNow(); };
    mine.onerror = () => { clearTimeout(late); fall(mine); };
    mine.addEventListener("news", (event) => apply(JSON.parse(event.data)));
    mine.addEventListener("typing", () => typing(true));
  }
  function fall(mine) {
    mine.close();
    if (stream !== mine) return;
    stream = null;
    if (!polling) polling = setInterval(poll, POLL);
    setTimeout(listen, wait);
    wait = Math.min(30000, wait * 2);
    poll();
  }
  async function poll() {
    if (talking || document.visibilityState === "hidden") return;
    talking = true;
    try {
      const answer = await fetch("/chat/news?after=" + seq + "&page=" + page, { credentials: "same-origin" });
      apply(understood(answer.status, await answer.json()));
      if (!queue.length) say("");
    } catch (no) {
      if (no.status === 401) { opened = false; open(); } else if (no.status !== 429) say(away());
    }
    talking = false;
  }
  function pumpNow() { clearTimeout(pumpTimer); pumpTimer = 0; pump(); }
  function hush() { if (stream) { stream.close(); stream = null; } clearInterval(polling); polling = 0; }

  /* ---- opening, leaving ---- */
  async function open() {
    if (opened) return;
    try {
      const told = await ask("/chat/open");
      opened = true;
      if (told.page !== page || seq > told.seq) { fill(log); queue.forEach((one) => (one.text || one.file) && waiting(one)); }
      seq = 0; page = told.page; pushKey = told.push;
      apply(told);
      say("");
      reminding();
      listen();
      pump();
    } catch (no) {
      say(no.status === 429 ? W.too_fast : away());
      setTimeout(open, Math.max(no.after * 1000 || 0, wait));
      wait = Math.min(30000, wait * 2);
    }
  }
  async function leave() {
    if (!confirm(W.leave_sure)) return;
    hush();
    try { await reminded(false); } catch (e) { /* the server forgets it anyway */ }
    try { await ask("/chat/leave"); } catch (no) { if (no.status !== 401) { say(away()); listen(); return; } }
    opened = false; queue = []; keep(); seq = 0; page = 0;
    pictures.forEach((url) => URL.revokeObjectURL(url));
    pictures.clear();
    const start = make("button", "", W.again);
    start.onclick = () => location.reload();
    fill(log, make("p", "soft", W.left), start);
    at("form").hidden = true;
    at("more").hidden = true;
    start.focus();
  }

  /* ---- reminders by push, the home screen ---- */
  async function worker() { return "serviceWorker" in navigator ? navigator.serviceWorker.ready : null; }
  async function reminding() {
    if (!pushKey || !("PushManager" in window) || !("Notification" in window) || !navigator.serviceWorker) return;
    const ready = await worker(), now = await ready.pushManager.getSubscription();
    at("remind").textContent = now ? W.remind_off : W.remind_on;
    at("remind").hidden = false;
    if (now) ask("/chat/push", now.toJSON()).catch(() => 0);
    at("remind").onclick = async () => {
      folded(at("more"), menu, true);
      try { await reminded(!(await ready.pushManager.getSubscription())); } catch (e) { say(W.remind_failed); }
      const then = await ready.pushManager.getSubscription();
      at("remind").textContent = then ? W.remind_off : W.remind_on;
    };
  }
  async function reminded(on) {
    if (!("PushManager" in window) || !navigator.serviceWorker || !navigator.serviceWorker.controller) return;
    const ready = await worker(), now = await ready.pushManager.getSubscription();
    if (!on) {
      if (!now) return;
      await ask("/chat/push/off", { endpoint: now.endpoint });
      await now.unsubscribe();
      say(W.remind_none);
      return;
    }
    if ((await Notification.requestPermission()) !== "granted") { say(W.remind_denied); return; }
    const key = Uint8Array.from(atob(pushKey.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    const fresh = await ready.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    await ask("/chat/push", fresh.toJSON());
    say(W.remind_done);
  }
  function installing() {
    let offer = null;
    const button = at("install"), iphone = /iPhone|iPad/.test(navigator.userAgent) && !navigator.standalone;
    button.hidden = !iphone;
    window.addEventListener("beforeinstallprompt", (event) => { event.preventDefault(); offer = event; button.hidden = false; });
    window.addEventListener("appinstalled", () => { button.hidden = true; });
    button.onclick = () => {
      folded(at("more"), menu, true);
      if (offer) { offer.prompt(); offer = null; button.hidden = true; } else say(W.install_iphone);
    };
  }

  /* ---- an invitation's link: its code is said, and stands in no address from then on ---- */
  function invited() {
    const said = [location.hash, location.search].map((part) => new URLSearchParams(part.slice(1)).get("moi"));
    const code = said.find((one) => one !== null);
    if (code === undefined) return;
    history.replaceState(null, "", location.pathname);
    if (/^[A-Za-z0-9-]{8,14}$/.test(code)) put({ id: newId(), text: W.invited.replace("{code}", code) });
  }

  /* ---- the parts of the screen ---- */
  function folded(button, part, hide) {
    part.hidden = hide;
    button.setAttribute("aria-expanded", String(!hide));
  }
  function grow() { input.style.height = ""; if (input.value) input.style.height = Math.min(input.scrollHeight + 4, innerHeight * 0.3) + "px"; }
  at("more").onclick = () => folded(at("more"), menu, !menu.hidden);
  at("plus").onclick = () => folded(at("plus"), at("attach"), !at("attach").hidden);
  at("home").onclick = () => { folded(at("more"), menu, true); put({ id: newId(), text: W.go_home }); };
  at("leave").onclick = () => { folded(at("more"), menu, true); leave(); };
  at("camera").onchange = at("choose").onchange = attach;
  input.addEventListener("input", grow);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); at("form").requestSubmit ? at("form").requestSubmit() : at("send").click(); }
  });
  at("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (!text) return;
    input.value = "";
    grow();
    put({ id: newId(), text: text });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    folded(at("more"), menu, true);
    folded(at("plus"), at("attach"), true);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") hush(); else { wait = 1000; if (opened) { listen(); pumpNow(); } else open(); }
  });
  window.addEventListener("online", () => { wait = 1000; if (opened) { listen(); pumpNow(); } });
  window.addEventListener("offline", () => say(W.offline));
  window.addEventListener("pagehide", hush);
  window.addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  try { queue = JSON.parse(sessionStorage.getItem("waiting") || "[]"); } catch (e) { queue = []; }
  queue.forEach((one) => { if (one.text) waiting(one); });
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => 0);
  installing();
  window.addEventListener("hashchange", invited);
  invited();
  open();
})();
