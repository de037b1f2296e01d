// Goes on with the link that somebody came by. What stands behind the number sign has been sent to no server yet; it is
// taken out of the address, so that no bookmark and no neighbour gets it.
(() => {
  "use strict";

  const form = document.getElementById("start");
  const link = document.getElementById("link");
  if (form && location.hash.startsWith("#token=")) {
    link.value = location.hash.slice("#token=".length);
    history.replaceState(null, "", location.pathname);
    form.submit();
  }
})();
