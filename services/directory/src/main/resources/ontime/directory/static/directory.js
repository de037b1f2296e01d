// Keeps htmx from putting the page where people log in into a page whose session is over.
(() => {
  "use strict";

  document.addEventListener("htmx:beforeSwap", (event) => {
    const answer = event.detail.xhr;
    if (answer.responseURL && new URL(answer.responseURL).pathname === "/login") {
      event.detail.shouldSwap = false;
      location.reload();
    }
  });
})();
