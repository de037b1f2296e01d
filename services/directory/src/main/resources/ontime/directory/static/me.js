// Goes on with the link that somebody came by. What stands behind the number sign has been sent to no server yet; it is
// taken out of the address, so that no bookmark and no neighbour gets it.
(() => {
  "use strict";

  const goOn = () => {
    const form = document.getElementById("start");
    if (form && location.hash.startsWith("#token=")) {
      document.getElementById("link").value = location.hash.slice("#token=".length);
      history.replaceState(null, "", location.pathname);
      form.submit();
    }
  };

  // Whoever has this page open and follows a link to it stays on it, for the browser.
  window.addEventListener("hashchange", goOn);
  goOn();
})();
