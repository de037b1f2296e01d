// Single keys, which can be switched off in the help, and never work while somebody types.
(() => {
  "use strict";

  const KEY = "ontime-keys";
  const help = document.getElementById("help");
  const box = document.getElementById("keys-on");
  const search = document.getElementById("q");
  if (!help || !box) {
    return;
  }

  let on = true;
  try {
    on = localStorage.getItem(KEY) !== "off";
  } catch {
    // Nothing is stored here: the keys are on.
  }
  box.checked = on;
  box.addEventListener("change", () => {
    on = box.checked;
    try {
      localStorage.setItem(KEY, on ? "on" : "off");
    } catch {
      // It is forgotten with the page, then.
    }
  });

  const step = (by) => {
    const hits = [...document.querySelectorAll(".hit")];
    if (hits.length > 0) {
      const at = hits.indexOf(document.activeElement);
      const next = at < 0 ? (by > 0 ? 0 : hits.length - 1) : Math.min(Math.max(at + by, 0), hits.length - 1);
      hits[next].focus();
    }
  };

  const KEYS = {
    "/": () => {
      search?.focus();
      search?.select();
    },
    "?": () => help.showModal(),
    j: () => step(1),
    k: () => step(-1),
    p: () => document.querySelector("[data-pause]")?.click(),
    z: () => document.dispatchEvent(new Event("ontime:zone")),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "Escape" && typing && !help.open) {
      typing.blur();
    } else if (on && !typing && !help.open && !event.ctrlKey && !event.metaKey && !event.altKey && KEYS[event.key]) {
      event.preventDefault();
      KEYS[event.key]();
    }
  });

  document.getElementById("open-help").addEventListener("click", () => help.showModal());
})();
