/* Keeps the page itself for times without a network, and shows reminders. Never keeps words of people. */
"use strict";
const V = "{{version}}", NAME = "ocop-" + V;
const SHELL = ["/", "/chat/chat.css?v=" + V, "/chat/chat.js?v=" + V, "/chat/app.webmanifest", "/chat/icon-192.png?v=" + V];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((kept) => kept.addAll(SHELL)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((n) => n !== NAME).map((n) => caches.delete(n))))
    .then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate" && url.pathname === "/") {
    event.respondWith(fetch(event.request).catch(() => caches.match("/")));
  } else if (SHELL.includes(url.pathname + url.search)) {
    event.respondWith(caches.match(event.request).then((kept) => kept || fetch(event.request)));
  }
});

self.addEventListener("push", (event) => {
  let note = { title: "{{title}}", body: "", key: "" };
  try { note = Object.assign(note, event.data.json()); } catch (e) { /* an empty push still says: look */ }
  event.waitUntil(self.clients.matchAll({ type: "window" }).then((open) => {
    if (open.some((page) => page.visibilityState === "visible")) return null;
    return self.registration.showNotification(note.title, {
      body: note.body, tag: note.key, lang: "vi", icon: "/chat/icon-192.png?v=" + V, badge: "/chat/icon-192.png?v=" + V });
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.matchAll({ type: "window" })
    .then((open) => (open.length ? open[0].focus() : self.clients.openWindow("/"))));
});

self.addEventListener("pushsubscriptionchange", (event) => {
  if (!event.oldSubscription) return;
  event.waitUntil(self.registration.pushManager.subscribe(event.oldSubscription.options)
    .then((fresh) => fetch("/chat/push", { method: "POST", headers: { "X-OCOP": "1" }, body: JSON.stringify(fresh) })));
});
