// The list of this page's logins, each with what is known about its code so far and a link to its history.

import { byId, element } from "./page.js";
import { channelName, duration, inOnePiece } from "./words.js";

const MOST_REMEMBERED = 100;
const STORE = "ontime.logins";

const logins = [];
const messages = [];
let historyUrl = "";

export function linkTo(url) {
  historyUrl = url.replace(/\/$/, "");
  byId("history-link").href = `${historyUrl}/`;
}

/** Adds a login to the list, and remembers it for the other tabs of this browser. */
export function add(challenge, user, clickedAt) {
  remember([...remembered(), { challenge, user, clickedAt }].slice(-MOST_REMEMBERED));
  return list(challenge, user, clickedAt);
}

/**
 * The login of a challenge that was begun in this browser, be it in another tab; null for any other. A page that went
 * over to somebody else's login would let them in with this person's code, or this person with theirs.
 */
export function beganHere(challengeId) {
  const here = logins.find((login) => login.challengeId === challengeId);
  const known = here ? null : remembered().find((each) => each.challenge.challengeId === challengeId);
  return here ?? (known ? list(known.challenge, known.user, known.clickedAt) : null);
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(STORE) ?? "[]");
  } catch {
    return [];
  }
}

function remember(all) {
  try {
    localStorage.setItem(STORE, JSON.stringify(all));
  } catch {
    // A browser that keeps nothing shows each tab by itself.
  }
}

function list(challenge, user, clickedAt) {
  const state = element("span", { className: "state" });
  const link = element(
    "a",
    { href: `${historyUrl}/logins/${encodeURIComponent(challenge.loginId)}`, target: "_blank", rel: "noopener" },
    "What happened?",
    element("span", { className: "unseen" }, ` (login of ${user}, code ${challenge.reference}, opens a new tab)`),
  );
  byId("logins").prepend(
    element(
      "li",
      {},
      element("span", { className: "ref" }, challenge.reference),
      element("span", { className: "who" }, user),
      link,
      element("span", { className: "way" }, `By ${channelName(challenge.channel)} to ${inOnePiece(challenge.destination)}`),
      state,
    ),
  );
  byId("no-logins").hidden = true;
  const login = { ...challenge, clickedAt, state, arrivedAfter: null, verdict: null };
  logins.push(login);
  // A quick message is here before the answer that tells which login it belongs to.
  const message = messages.find((each) => belongs(each, login));
  if (message) {
    login.arrivedAfter = Date.parse(message.at) - clickedAt;
  }
  show(login);
  return login;
}

/** A message has arrived: tells the login that it belongs to. */
export function arrived(message) {
  messages.push(message);
  messages.splice(0, messages.length - MOST_REMEMBERED);
  const login = logins.findLast((each) => each.arrivedAfter === null && belongs(message, each));
  if (login) {
    login.arrivedAfter = Date.parse(message.at) - login.clickedAt;
    show(login);
  }
}

/** Somebody typed a code at this login. */
export function checked(login, verdict) {
  login.verdict = verdict;
  show(login);
}

/** Lets the seconds of those that wait run on. */
export function startWaiting() {
  setInterval(() => logins.filter((login) => login.arrivedAfter === null && !login.verdict).forEach(show), 1000);
}

function belongs(message, login) {
  return (
    message.channel === login.channel &&
    Date.parse(message.at) >= login.clickedAt &&
    `${message.subject ?? ""} ${message.body}`.split(/[^A-Za-z0-9]+/).includes(login.reference)
  );
}

function show(login) {
  const way = login.arrivedAfter === null ? waiting(login) : `Arrived after ${duration(Math.max(0, login.arrivedAfter))}`;
  login.state.textContent = login.verdict ? `${login.verdict.short}. ${way}.` : `${way}.`;
  login.state.className = `state ${login.verdict?.tone ?? ""}`;
}

function waiting(login) {
  if (Date.now() > Date.parse(login.expiresAt)) {
    return "Expired before it arrived";
  }
  const seconds = Math.floor((Date.now() - login.clickedAt) / 1000);
  return seconds < 1 ? "On its way" : `Not here after ${seconds} s`;
}
