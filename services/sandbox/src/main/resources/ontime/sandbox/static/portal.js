// The demo page: ties the login page, the devices, the list of logins and the knobs together.

import { check, links, logIn, Refusal } from "./back-end.js";
import { startDevices } from "./devices.js";
import { startKnobs, turn } from "./knobs.js";
import * as logins from "./logins.js";
import { byId, element, notice } from "./page.js";
import { channelName, detour, inOnePiece, outcome, problem, timeOf } from "./words.js";

const NAMES = ["ada", "alan", "barbara", "edsger", "frances", "grace", "hedy", "katherine", "ken", "margaret", "radia", "tim"];

let current = null;

byId("login-form").addEventListener("submit", (event) => {
  event.preventDefault();
  click();
});
byId("log-in-again").addEventListener("click", click);
byId("somebody-else").addEventListener("click", () => {
  const person = somebody();
  byId("user").value = person.userId;
  byId("phone").value = person.phone;
  byId("email").value = person.email;
  byId("login-problem").replaceChildren();
  byId("code-form").hidden = true;
  current = null;
  byId("log-in").focus();
});
byId("code-form").addEventListener("submit", (event) => {
  event.preventDefault();
  submitCode();
});

const EXPERIMENTS = {
  slow: () => turn("carrier", { deliveryDelayMs: 12_000, lossRate: 0, throttlePerSecond: 0, outage: false }),
  lost: () => turn("carrier", { lossRate: 1, deliveryDelayMs: 0, throttlePerSecond: 0, outage: false }),
  outage: () => turn("carrier", { outage: true, deliveryDelayMs: 0, lossRate: 0, throttlePerSecond: 0 }),
  async rush() {
    await turn("carrier", { throttlePerSecond: 1, deliveryDelayMs: 0, lossRate: 0, outage: false });
    await Promise.all(Array.from({ length: 5 }, somebody).map((person) => enter({ ...person, channel: "SMS" })));
  },
};
for (const button of document.querySelectorAll("[data-try]")) {
  button.addEventListener("click", () => attempt(EXPERIMENTS[button.dataset.try]));
}

logins.startWaiting();
startDevices(typeCode, logins.arrived);
attempt(startKnobs);
attempt(async () => logins.linkTo((await links()).historyUrl));

/** The clicks are not held back: two clicks are two logins, as on any login page. */
function click() {
  return attempt(async () => {
    const login = await enter(Object.fromEntries(new FormData(byId("login-form"))));
    // Two answers may come back in the other order than the clicks went out.
    if (!current || login.clickedAt >= current.clickedAt) {
      current = login;
      showSent(login);
      byId("code").value = "";
      byId("code").focus();
    }
  });
}

async function enter(person) {
  const clickedAt = Date.now();
  return logins.add(await logIn(person), person.userId, clickedAt);
}

function showSent(challenge) {
  byId("login-problem").replaceChildren();
  byId("outcome").replaceChildren();
  byId("code-form").hidden = false;
  byId("code-name").textContent = `code ${challenge.reference}`;
  byId("sent-line").replaceChildren(
    `We sent code `,
    element("span", { className: "ref" }, challenge.reference),
    ` to ${inOnePiece(challenge.destination)} by ${channelName(challenge.channel)}. Good until ${timeOf(challenge.expiresAt)}. ${detour(challenge.routing)}`,
  );
}

function typeCode(code) {
  if (!current) {
    byId("log-in").focus();
    return;
  }
  byId("code").value = code;
  byId("code").focus();
}

async function submitCode() {
  const login = current;
  const code = byId("code").value.replace(/\s/g, "");
  if (!login || !code) {
    return;
  }
  try {
    const answer = await check(login.challengeId, code);
    logins.checked(login, outcome(answer, login.reference));
    const newer = logins.beganHere(newerThan(login, answer));
    if (newer) {
      current = newer;
      showSent(newer);
      const there = await check(newer.challengeId, code);
      logins.checked(newer, outcome(there, newer.reference));
      say(outcome(there, newer.reference), `This page was that of code ${login.reference}; it is that of code ${newer.reference} now.`);
    } else {
      say(outcome(answer, login.reference), "");
    }
  } catch (failure) {
    tell(byId("outcome"), failure);
  }
}

/** The challenge that has taken this one's place, perhaps in another tab; null when it has its place still. */
function newerThan(login, answer) {
  const newest = answer.outcome === "SUPERSEDED" ? answer.current?.challengeId : null;
  return newest === login.challengeId ? null : newest;
}

function say(verdict, more) {
  notice(byId("outcome"), verdict.tone, verdict.title, `${verdict.advice} ${more}`.trim());
}

async function attempt(action) {
  try {
    await action();
  } catch (failure) {
    tell(byId("login-problem"), failure);
  }
}

function tell(place, failure) {
  if (!(failure instanceof Refusal)) {
    throw failure;
  }
  const words = problem(failure.problem, failure.retryAfter);
  notice(place, "bad", words.title, words.advice);
}

function somebody() {
  const name = NAMES[Math.floor(Math.random() * NAMES.length)];
  const number = Math.floor(Math.random() * 1000).toString().padStart(3, "0");
  return { userId: `${name}-${number}`, phone: `07700 900${number}`, email: `${name}-${number}@example.com` };
}
