// What the buttons of pages do: copy, print, send a form once, and hide again what was shown for a while.
(() => {
  "use strict";

  const say = (words) => {
    document.getElementById("said").textContent = words;
  };

  const copy = async (text, button) => {
    try {
      await navigator.clipboard.writeText(text);
      const label = button.textContent;
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = label), 1500);
      say(button.dataset.copied);
    } catch {
      say("The browser does not let this page copy.");
    }
  };

  // Whoever clicks twice means it once. The server would do it once, too, but a second answer hides the first.
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-once]");
    if (form?.dataset.sent) {
      event.preventDefault();
    } else if (form) {
      form.dataset.sent = "yes";
      form.querySelector("button").textContent = "Sending …";
    }
  });

  const whole = document.getElementById("whole");
  const hide = () => {
    whole.textContent = whole.dataset.mask;
    say("Hidden again.");
  };
  if (whole) {
    setTimeout(hide, Number(whole.dataset.hideAfter) * 1000);
    // A page that the browser has kept must not show it again.
    window.addEventListener("pagehide", hide);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.copy) {
      copy(document.querySelector(button.dataset.copy).textContent.trim(), button);
    } else if (button?.dataset.copyLink !== undefined) {
      copy(location.href, button);
    } else if (button?.dataset.print !== undefined) {
      window.print();
    }
  });
})();
