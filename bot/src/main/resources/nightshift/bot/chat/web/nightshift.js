/* What the pages cannot do by markup: count down, keep focus, open the dialog, say when we are offline. */
(() => {
  "use strict";
  const skew = Date.parse(document.body.dataset.now || "") - Date.now() || 0;
  const byId = (id) => document.getElementById(id);

  /** The same words as the server's: two units at most. */
  function spoken(seconds) {
    const s = Math.max(0, Math.floor(seconds));
    if (s < 120) return s + " s";
    if (s < 7200) return Math.floor(s / 60) + " min";
    if (s < 172800) {
      const min = Math.floor((s % 3600) / 60);
      return Math.floor(s / 3600) + " h" + (min ? " " + min + " min" : "");
    }
    return Math.floor(s / 86400) + " days";
  }

  function tick() {
    const now = Date.now() + skew;
    for (const t of document.querySelectorAll("time[data-ago]")) {
      const s = (now - Date.parse(t.dataset.ago)) / 1000;
      t.textContent = s < 5 ? "just now" : spoken(s) + " ago";
    }
    for (const t of document.querySelectorAll("time[data-until]")) {
      const s = (Date.parse(t.dataset.until) - now) / 1000;
      const verb = t.dataset.verb || "expires";
      t.textContent = s > 0 ? verb + " in " + spoken(s) : verb + " now";
      t.classList.toggle("soon", s < 300);
    }
  }
  setInterval(tick, 1000);

  const dialog = byId("dialog");
  const close = () => dialog && dialog.open && dialog.close();
  document.addEventListener("close-dialog", close);
  document.addEventListener("click", (e) => {
    const target = e.target instanceof Element ? e.target : null;
    if (!target) return;
    if (dialog && dialog.open && (target === dialog || target.closest("[data-close=dialog]"))) {
      e.preventDefault();
      close();
    }
    const dismiss = target.closest(".dismiss");
    if (dismiss) dismiss.closest(".toast").remove();
  });

  // Which disclosures are open, and where the focus is, outlive a swap. After cards changed places
  // nothing can be pressed for a moment: what was under a finger may be another card.
  const order = () => [...document.querySelectorAll("#feed .card")].map((c) => c.id).join();
  let open = [];
  let before = "";
  let pressed = null;
  document.addEventListener("submit", (e) => {
    pressed = e.target.closest(".card")?.id || pressed;
  }, true);
  document.addEventListener("htmx:beforeSwap", () => {
    open = [...document.querySelectorAll("details[open][id]")].map((d) => d.id);
    before = order();
  });
  document.addEventListener("htmx:afterSettle", (e) => {
    for (const id of open) if (byId(id)) byId(id).open = true;
    const target = e.detail.target || e.target;
    if (target.id === "dialog-content" && dialog && !dialog.open) dialog.showModal();
    const feed = byId("feed");
    if (feed && order() !== before) {
      feed.classList.add("moved");
      setTimeout(() => feed.classList.remove("moved"), 500);
    }
    const title = pressed && byId(pressed + "-title");
    const nowhere = !document.activeElement || document.activeElement === document.body;
    if (title && nowhere && !dialog?.open) {
      title.focus({ preventScroll: true });
      pressed = null;
    }
    tick();
  });

  // Good news goes by itself; bad news waits to be dismissed.
  const toasts = byId("toasts");
  const fade = () => {
    for (const t of toasts.querySelectorAll(".toast:not([data-tone=bad]):not([data-timed])")) {
      t.dataset.timed = "";
      setTimeout(() => t.remove(), 8000);
    }
  };
  if (toasts) {
    fade();
    new MutationObserver(fade).observe(toasts, { childList: true });
  }

  const offline = (yes) => byId("offline") && (byId("offline").hidden = !yes);
  document.addEventListener("htmx:sseError", () => offline(true));
  document.addEventListener("htmx:sseOpen", () => offline(false));
  document.addEventListener("htmx:sendError", () => offline(true));
})();
