/* Small manners of every page: the key /, printing, forms sent once, and what htmx must say when it fails. */
(() => {
  "use strict";
  const body = document.body;
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const search = document.querySelector("[data-search-all]");
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
  });

  // Filters: an address says what was chosen, never what was left empty.
  const filled = (form) => [...form.elements].filter((field) => field.name && field.value !== "");
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-drop-empty]")) {
      const empty = [...form.elements].filter((field) => field.name && !filled(form).includes(field));
      empty.forEach((field) => { field.disabled = true; });
      setTimeout(() => empty.forEach((field) => { field.disabled = false; }));
    }
    if (form.matches("[data-once]")) {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "1";
      form.querySelectorAll("[type=submit]").forEach((button) => { button.setAttribute("aria-disabled", "true"); });
    }
  });
  addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  }));
  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.target.matches("[data-drop-empty]")) return;
    const values = event.detail.parameters;
    Object.keys(values).forEach((name) => { if (values[name] === "") delete values[name]; });
  });

  const say = (text) => {
    const frame = document.getElementById("messages");
    const notice = document.createElement("div");
    notice.className = "notice tone-bad";
    notice.textContent = text;
    frame.replaceChildren(notice);
    frame.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("htmx:sendError", () => say(body.dataset.messageFailed));
  document.addEventListener("htmx:timeout", () => say(body.dataset.messageFailed));
  document.addEventListener("htmx:responseError", (event) =>
    say(event.detail.xhr.status < 500 ? body.dataset.messageRefused : body.dataset.messageFailed));
  // Led elsewhere (the session has ended): go there whole, instead of putting the sign-in page into a table.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, pathInfo } = event.detail;
    if (!xhr.responseURL || !pathInfo) return;
    const path = (address) => new URL(address, location.href).pathname;
    if (path(xhr.responseURL) !== path(pathInfo.requestPath)) {
      event.detail.shouldSwap = false;
      location.reload();
    }
  });

  // Leaving a form half filled asks first, where the form wishes it.
  let touched = null;
  document.addEventListener("input", (event) => { touched = event.target.closest("form[data-keep]") || touched; });
  document.addEventListener("submit", () => { touched = null; });
  addEventListener("beforeunload", (event) => { if (touched) event.preventDefault(); });
})();
