// Times: in UTC as the server writes them, or in the reader's own zone; and how long ago, which goes on growing.
(() => {
  "use strict";

  const KEY = "ontime-zone";
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  // A page for everybody begins with their own zone; one for people who compare logs with UTC.
  let local = (stored() ?? document.documentElement.dataset.zone) === "local";

  const CLOCK = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
  const DAY = { day: "numeric", month: "long", year: "numeric" };
  const FORMS = {
    clock: { ...CLOCK, fractionalSecondDigits: 3 },
    seconds: { ...CLOCK, timeZoneName: "short" },
    short: { ...DAY, ...CLOCK },
    moment: { ...DAY, ...CLOCK, timeZoneName: "short" },
    full: { ...DAY, ...CLOCK, fractionalSecondDigits: 3, timeZoneName: "short" },
  };

  const zone = () => (local ? own : "UTC");

  const write = (root) => {
    const writers = Object.fromEntries(
      Object.entries(FORMS).map(([name, form]) => [name, new Intl.DateTimeFormat("en-GB", { ...form, timeZone: zone() })]),
    );
    root.querySelectorAll("time[data-as]").forEach((time) => {
      time.textContent = writers[time.dataset.as].format(new Date(time.dateTime)).replace(" at ", ", ");
      time.title = time.dateTime;
    });
    document.querySelectorAll("[data-zone-name]").forEach((name) => (name.textContent = zone()));
    const button = document.getElementById("zone");
    if (button && own !== "UTC") {
      button.hidden = false;
      button.textContent = local ? "UTC" : "Local time";
      button.title = local ? "Show all times in UTC" : `Show all times in ${own}`;
    }
  };

  const UNITS = [[172800, 86400, "days"], [3600, 3600, "h"], [60, 60, "min"], [5, 1, "s"]];

  const ago = (instant) => {
    const seconds = (Date.now() - new Date(instant)) / 1000;
    const unit = UNITS.find(([from]) => seconds >= from);
    return unit ? `${Math.floor(seconds / unit[1])} ${unit[2]} ago` : "just now";
  };

  const age = () => {
    document.querySelectorAll("[data-ago]").forEach((part) => {
      const words = ago(part.dataset.ago);
      if (part.textContent !== words) {
        part.textContent = words;
      }
    });
  };

  const switchZone = () => {
    local = !local;
    try {
      localStorage.setItem(KEY, local ? "local" : "utc");
    } catch {
      // It is forgotten with the page, then.
    }
    write(document);
    document.getElementById("said").textContent = `Times are in ${zone()}.`;
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("#zone")) {
      switchZone();
    }
  });
  document.addEventListener("ontime:zone", switchZone);
  document.addEventListener("htmx:afterSwap", () => {
    write(document);
    age();
  });
  write(document);
  age();
  setInterval(age, 5000);
})();
