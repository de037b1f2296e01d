// The phone and the mailbox: they show what arrives, newest first.

import { readMessages } from "./back-end.js";
import { byId, element } from "./page.js";
import { timeOf } from "./words.js";

const MOST_SHOWN = 40;

/** @param typeCode called with the digits when somebody taps a code; @param arrived called with each message */
export function startDevices(typeCode, arrived) {
  readMessages({
    began() {
      byId("texts").replaceChildren();
      byId("mails").replaceChildren();
    },
    connected(yes) {
      byId("phone-signal").textContent = yes ? "Messages" : "No signal";
    },
    arrived(message) {
      const phone = message.channel === "SMS";
      const feed = byId(phone ? "texts" : "mails");
      feed.prepend(phone ? text(message, typeCode) : mail(message, typeCode));
      while (feed.children.length > MOST_SHOWN) {
        feed.lastChild.remove();
      }
      arrived(message);
    },
  });
  tick();
}

function tick() {
  const now = new Date();
  byId("phone-clock").textContent = timeOf(now).slice(0, 5);
  setTimeout(tick, 60_000 - (now.getTime() % 60_000));
}

function text(message, typeCode) {
  return element(
    "article",
    { className: "text" },
    element("header", {}, element("span", {}, `${message.from} to ${message.to}`), element("time", { dateTime: message.at }, timeOf(message.at))),
    element("p", { className: "body" }, message.body),
    ...codeButton(message, typeCode),
  );
}

function mail(message, typeCode) {
  return element(
    "article",
    { className: "mail" },
    element("header", {}, element("span", {}, message.from), element("time", { dateTime: message.at }, timeOf(message.at)), element("span", {}, `to ${message.to}`)),
    element("h3", {}, message.subject ?? "(no subject)"),
    element("p", { className: "body" }, message.body.trim()),
    ...codeButton(message, typeCode),
  );
}

function codeButton(message, typeCode) {
  const code = /(?<!\d)\d{6,8}(?!\d)/.exec(message.body)?.[0];
  return code ? [element("button", { type: "button", className: "use", onclick: () => typeCode(code) }, `Type ${code}`)] : [];
}
