// Follows what is still in progress: fetches the same page again and swaps its content in, as long as the content asks for it.
(() => {
  "use strict";

  const opened = (root) => [...root.querySelectorAll("details[open][id]")].map((details) => details.id);

  const swap = (fresh) => {
    const old = document.getElementById("content");
    const open = opened(old);
    open.forEach((id) => fresh.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", ""));
    if (fresh.outerHTML !== old.outerHTML) {
      const focused = old.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      old.replaceWith(fresh);
      if (focused) {
        fresh.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
      }
    }
  };

  const refresh = async () => {
    if (!document.hidden) {
      try {
        const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
        if (answer.redirected) {
          location.reload();
          return;
        }
        if (answer.ok) {
          const page = new DOMParser().parseFromString(await answer.text(), "text/html");
          const fresh = page.getElementById("content");
          if (fresh) {
            swap(document.adoptNode(fresh));
          }
        }
      } catch {
        // The server is away for a moment; the next turn asks again.
      }
    }
    plan();
  };

  const plan = () => {
    const pause = Number(document.getElementById("content")?.dataset.refresh);
    if (pause > 0) {
      setTimeout(refresh, pause);
    }
  };

  plan();
})();
