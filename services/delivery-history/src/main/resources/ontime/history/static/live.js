// Follows a login by server-sent events, and lets htmx fetch the content again when it has changed. The stream of a
// hidden page is closed: browsers allow few connections to one host.
(() => {
  "use strict";

  const AGAIN_AFTER = 10000;
  let stream = null;
  let paused = false;
  let timer = null;
  let verdict = "";

  const content = () => document.getElementById("content");
  const followed = () => content()?.dataset.follow;
  const polled = () => Number(content()?.dataset.poll || content()?.dataset.growing || 0);

  const show = (state) => {
    document.querySelectorAll("[data-live]").forEach((bar) => {
      bar.hidden = false;
      bar.dataset.live = state;
      const text = bar.querySelector("[data-live-text]");
      text.dataset.usual ??= text.textContent;
      text.textContent = { on: text.dataset.usual, paused: "Paused", off: "Connecting …" }[state];
      const button = bar.querySelector("[data-pause]");
      button.textContent = paused ? "Go on" : "Pause";
      button.setAttribute("aria-pressed", String(paused));
    });
  };

  // A swap would close an open list and take what is being chosen from under the pointer.
  const busy = () => document.activeElement?.closest("#filters") || document.querySelector("dialog[open]");

  const refresh = () => {
    if (!busy() && content()) {
      window.htmx.trigger(content(), "history-changed");
    }
  };

  const state = () => (paused ? "paused" : followed() && stream?.readyState !== EventSource.OPEN ? "off" : "on");

  const plan = () => {
    clearTimeout(timer);
    if (!paused && !document.hidden && polled() > 0) {
      timer = setTimeout(() => {
        refresh();
        plan();
      }, polled());
    }
  };

  const close = () => {
    stream?.close();
    stream = null;
  };

  const open = () => {
    close();
    if (!followed() || paused || document.hidden) {
      return;
    }
    stream = new EventSource(followed());
    stream.addEventListener("open", () => show(state()));
    stream.addEventListener("changed", (event) => {
      show(state());
      if (event.lastEventId !== content().dataset.version) {
        refresh();
      }
    });
    stream.addEventListener("error", () => {
      show(state());
      if (stream?.readyState === EventSource.CLOSED) {
        // It was refused, for example because too many follow: the browser would not try again.
        setTimeout(open, AGAIN_AFTER);
      }
    });
  };

  const opened = () => [...document.querySelectorAll("#content details[open][id]")].map((details) => details.id);
  let wereOpen = [];

  document.addEventListener("htmx:beforeSwap", (event) => {
    const answer = event.detail.xhr;
    if (answer.responseURL && new URL(answer.responseURL).pathname === "/login") {
      // The session is over: what came is the page where people log in.
      event.detail.shouldSwap = false;
      location.reload();
      return;
    }
    wereOpen = opened();
  });

  document.addEventListener("htmx:afterSwap", () => {
    wereOpen.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    // What was waited for may be a login that can be followed now.
    if (followed() && !stream) {
      open();
    }
    show(state());
    announce();
    plan();
  });

  // What nobody filled in has no place in the address.
  document.addEventListener("htmx:configRequest", (event) => {
    const parameters = event.detail.parameters;
    Object.keys(parameters).filter((name) => parameters[name] === "").forEach((name) => delete parameters[name]);
  });

  const announce = () => {
    const now = document.getElementById("verdict")?.textContent ?? "";
    if (verdict && now && now !== verdict) {
      document.getElementById("said").textContent = `Changed: ${now}`;
    }
    verdict = now;
  };

  const goOn = () => {
    if (!paused && !document.hidden) {
      refresh();
      open();
    } else {
      close();
    }
    show(state());
    plan();
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-pause]")) {
      paused = !paused;
      goOn();
    }
  });
  document.addEventListener("visibilitychange", goOn);

  if (followed() || polled() > 0) {
    verdict = document.getElementById("verdict")?.textContent ?? "";
    open();
    show(state());
    plan();
  }
})();
