/* Days are written d/m/yyyy everywhere; beside each input[data-day] stands a calendar whose week begins on Monday.
   The browser's own date field follows the language of the machine (month first on an English one), so it is not used.
   data-day-iso: the form sends yyyy-mm-dd (addresses such as ?on=2019-09-12). */
(() => {
  "use strict";
  const word = (name) => document.body.dataset[`calendar${name}`] || ""; // base.html, in the reader's language
  const text = (day) => `${day.getDate()}/${day.getMonth() + 1}/${day.getFullYear()}`;
  const read = (value) => {
    const parts = /^\s*(\d{1,2})[\/.-](\d{1,2})[\/.-](\d{4})\s*$/.exec(value);
    if (!parts) return null;
    const day = new Date(Number(parts[3]), Number(parts[2]) - 1, Number(parts[1]));
    return day.getMonth() === Number(parts[2]) - 1 ? day : null; // 31/9 is left to the server, which says so in words
  };
  const make = (tag, attributes = {}, content = "") => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(content);
    return element;
  };

  let open = null;
  const close = () => { if (open) { open.panel.remove(); open.button.setAttribute("aria-expanded", "false"); open = null; } };
  const choose = (day) => {
    const { input } = open;
    input.value = text(day);
    close();
    input.focus();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const draw = (cursor) => {
    const { panel, input } = open;
    const chosen = read(input.value);
    const now = new Date();
    const same = (one, other) => Boolean(one && other) && text(one) === text(other);
    const step = (months) => new Date(cursor.getFullYear(), cursor.getMonth() + months, 1);
    const head = make("header");
    const back = make("button", { type: "button", className: "btn btn-outline-secondary", ariaLabel: word("Back"), onclick: () => draw(step(-1)) }, "‹");
    const next = make("button", { type: "button", className: "btn btn-outline-secondary", ariaLabel: word("Next"), onclick: () => draw(step(1)) }, "›");
    head.append(back, make("span", { ariaLive: "polite" }, `${word("Month")} ${cursor.getMonth() + 1}/${cursor.getFullYear()}`), next);
    const table = make("table");
    const week = table.createTHead().insertRow();
    word("Week").split(" ").forEach((name) => week.append(make("th", { scope: "col" }, name)));
    const rows = table.createTBody();
    const first = new Date(cursor.getFullYear(), cursor.getMonth(), 1);
    const days = new Date(cursor.getFullYear(), cursor.getMonth() + 1, 0).getDate();
    const lead = (first.getDay() + 6) % 7;
    for (let place = 0; place < Math.ceil((lead + days) / 7) * 7; place += 1) {
      const row = place % 7 ? rows.rows[rows.rows.length - 1] : rows.insertRow();
      const cell = row.insertCell();
      const number = place - lead + 1;
      if (number < 1 || number > days) continue;
      const day = new Date(cursor.getFullYear(), cursor.getMonth(), number);
      cell.append(make("button", { type: "button", ariaLabel: text(day), onclick: () => choose(day),
        className: [same(day, chosen) && "chosen", same(day, now) && "now"].filter(Boolean).join(" ") }, String(number)));
    }
    panel.replaceChildren(head, table);
  };

  const show = (input, button) => {
    const panel = make("div", { className: "calendar", role: "dialog", ariaLabel: word("Open") });
    button.parentElement.append(panel);
    if (panel.getBoundingClientRect().right > document.documentElement.clientWidth) panel.classList.add("at-end");
    button.setAttribute("aria-expanded", "true");
    open = { panel, input, button };
    draw(read(input.value) || new Date());
    (panel.querySelector(".chosen") || panel.querySelector("td button")).focus();
  };
  const move = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  document.addEventListener("keydown", (event) => {
    if (!open) return;
    if (event.key === "Escape") { const { button } = open; close(); button.focus(); return; }
    const at = read(event.target.ariaLabel || "");
    if (!move[event.key] || !at || !open.panel.contains(event.target)) return;
    event.preventDefault();
    const day = new Date(at.getFullYear(), at.getMonth(), at.getDate() + move[event.key]);
    if (day.getMonth() !== at.getMonth()) draw(day);
    open.panel.querySelector(`[aria-label="${text(day)}"]`).focus();
  });
  document.addEventListener("click", (event) => {
    if (open && !open.panel.parentElement?.contains(event.target) && event.target.isConnected) close();
  });

  const dress = (scope) => scope.querySelectorAll("input[data-day]:not([data-dressed])").forEach((input) => {
    input.dataset.dressed = "1";
    input.inputMode = "numeric";
    input.autocomplete = "off";
    const frame = make("div", { className: "day-field" });
    const button = make("button", { type: "button", className: "btn btn-outline-secondary", ariaLabel: word("Open"), ariaExpanded: "false" }, "");
    button.addEventListener("click", () => { const again = open && open.button === button; close(); if (!again) show(input, button); });
    input.replaceWith(frame);
    frame.append(input, button);
  });
  dress(document);
  document.addEventListener("htmx:load", (event) => dress(event.target));

  document.addEventListener("submit", (event) => event.target.querySelectorAll("input[data-day-iso]").forEach((input) => {
    const day = read(input.value);
    if (!day) return;
    const shown = input.value;
    input.value = [day.getFullYear(), String(day.getMonth() + 1).padStart(2, "0"), String(day.getDate()).padStart(2, "0")].join("-");
    setTimeout(() => { input.value = shown; });
  }));
})();
