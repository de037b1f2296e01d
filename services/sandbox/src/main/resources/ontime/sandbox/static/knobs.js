// The knobs of the phone network and the mail server. A knob goes from stop to stop; its value lives in the sandbox,
// so that this page, a second one and a terminal agree.

import { behaviour, change, mend } from "./back-end.js";
import { byId, element } from "./page.js";
import { duration } from "./words.js";

const PROVIDERS = [
  { path: "carrier", title: "Phone network", usualLatencyMs: 60 },
  { path: "mail", title: "Mail server", usualLatencyMs: 30 },
];
const percent = (rate) => (rate === 0 ? "none" : `${Math.round(rate * 100)} %`);
const KNOBS = [
  { field: "latencyMs", label: "Provider answers after", stops: [0, 30, 60, 250, 1000, 3000, 8000, 20_000], say: duration },
  { field: "deliveryDelayMs", label: "Then travels for", stops: [0, 1000, 3000, 12_000, 30_000, 60_000, 300_000], say: (ms) => (ms === 0 ? "no time" : duration(ms)) },
  { field: "lossRate", label: "Lost on the way", stops: [0, 0.1, 0.25, 0.5, 0.75, 1], say: percent },
  { field: "errorRate", label: "Provider fails", stops: [0, 0.1, 0.25, 0.5, 0.75, 1], say: percent },
  { field: "throttlePerSecond", label: "At most", stops: [1, 2, 5, 10, 50, 0], say: (rate) => (rate === 0 ? "no limit" : `${rate} a second`) },
];
const states = {};

export async function startKnobs() {
  for (const provider of PROVIDERS) {
    byId("knobs").append(panel(provider));
  }
  byId("mend").addEventListener("click", mendEverything);
  // Somebody may have turned a knob from a terminal meanwhile.
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
  window.addEventListener("focus", refresh);
  await refresh();
}

/** Sets some fields of a provider's behaviour; the rest stays. */
export function turn(path, fields) {
  return telling(async () => show(path, await change(path, fields)));
}

function mendEverything() {
  return telling(async () => {
    for (const { path } of PROVIDERS) {
      show(path, await mend(path));
    }
  });
}

function refresh() {
  return telling(async () => {
    for (const { path } of PROVIDERS) {
      show(path, await behaviour(path));
    }
  });
}

async function telling(action) {
  try {
    await action();
  } catch (failure) {
    forecast(failure.message, true);
  }
}

function panel({ path, title }) {
  const rows = KNOBS.map((knob) => {
    const id = `${path}-${knob.field}`;
    const input = element("input", { type: "range", id, min: 0, max: knob.stops.length - 1, step: 1 });
    input.addEventListener("input", () => say(input, knob, knob.stops[input.value]));
    input.addEventListener("change", () => turn(path, { [knob.field]: knob.stops[input.value] }));
    return element("div", { className: "knob" }, element("label", { htmlFor: id }, knob.label), input, element("output", { htmlFor: id }));
  });
  const id = `${path}-outage`;
  const outage = element("input", { type: "checkbox", className: "switch", id });
  outage.setAttribute("role", "switch");
  outage.addEventListener("change", () => turn(path, { outage: outage.checked }));
  rows.push(element("div", { className: "knob toggle" }, element("label", { htmlFor: id }, "Outage"), outage, element("output", { htmlFor: id })));
  return element("fieldset", { className: "card" }, element("legend", {}, title), ...rows);
}

function say(input, knob, value) {
  const words = knob.say(value);
  input.setAttribute("aria-valuetext", words);
  input.nextElementSibling.value = words;
}

function show(path, state) {
  states[path] = state;
  const { usualLatencyMs } = PROVIDERS.find((provider) => provider.path === path);
  for (const knob of KNOBS) {
    const input = byId(`${path}-${knob.field}`);
    input.value = nearestStop(knob.stops, state[knob.field]);
    say(input, knob, state[knob.field]);
    const usual = knob.field === "latencyMs" ? usualLatencyMs : 0;
    input.parentElement.classList.toggle("turned", state[knob.field] !== usual);
  }
  const outage = byId(`${path}-outage`);
  outage.checked = state.outage;
  outage.nextElementSibling.value = state.outage ? "down" : "up";
  outage.parentElement.classList.toggle("turned", state.outage);
  tellWeather();
}

function nearestStop(stops, value) {
  const exact = stops.indexOf(value);
  if (exact >= 0) {
    return exact;
  }
  const distances = stops.map((stop) => Math.abs(stop - value));
  return distances.indexOf(Math.min(...distances));
}

function tellWeather() {
  const troubles = PROVIDERS.filter(({ path }) => states[path]).flatMap(troublesOf);
  forecast(troubles.length === 0 ? "Everything works" : troubles.join("; "), troubles.length > 0);
  byId("curl").textContent = PROVIDERS.filter(({ path }) => states[path]).map(curl).join("\n");
}

function forecast(words, bad) {
  const weather = byId("weather");
  // A text that is set again is read out again.
  if (weather.textContent !== words) {
    weather.textContent = words;
  }
  weather.classList.toggle("bad", bad);
}

function troublesOf({ path, title, usualLatencyMs }) {
  const state = states[path];
  const troubles = [
    state.outage && "down",
    state.latencyMs > usualLatencyMs && `answers after ${duration(state.latencyMs)}`,
    state.deliveryDelayMs > 0 && `messages travel ${duration(state.deliveryDelayMs)}`,
    state.lossRate > 0 && `loses ${percent(state.lossRate)}`,
    state.errorRate > 0 && `fails ${percent(state.errorRate)}`,
    state.throttlePerSecond > 0 && `takes ${state.throttlePerSecond} a second`,
    Object.keys(state.countries).length > 0 && `differs in ${Object.keys(state.countries).join(", ")}`,
  ].filter(Boolean);
  return troubles.length > 0 ? [`${title}: ${troubles.join(", ")}`] : [];
}

function curl({ path }) {
  const { countries, receiptDelayMs, receiptSpreadMs, receiptLossRate, receiptRepeatRate, failureRate, ...fields } =
    states[path];
  return `curl -X POST ${location.origin}/${path} -H 'Content-Type: application/json' -d '${JSON.stringify(fields)}'`;
}
