// What the buttons of a login's page do: copy and print.
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
