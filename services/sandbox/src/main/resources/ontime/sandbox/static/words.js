// What the page says, in one place. Each function returns plain text; nothing here touches the page.

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

export const timeOf = (instant) => clock.format(new Date(instant));

/** A destination that does not break over lines. */
export const inOnePiece = (destination) => destination.replaceAll(" ", "\u00a0");

export const channelName = (channel) => (channel === "EMAIL" ? "email" : "text message");

export function duration(ms) {
  if (ms < 1000) {
    return `${Math.round(ms)} ms`;
  }
  return ms < 60_000 ? `${Number((ms / 1000).toFixed(1))} s` : `${Number((ms / 60_000).toFixed(1))} min`;
}

const DETOURS = {
  COUNTRY_NOT_ALLOWED: "text messages to that country are not allowed",
  NOT_A_MOBILE: "that number cannot receive text messages",
  NO_PHONE: "no phone number is known",
  NO_EMAIL: "no email address is known",
  SUPPRESSED: "messages to the other address have bounced",
  FALLBACK: "the other way failed",
};

/** Why the code goes another way than was asked; empty when it does not. */
export function detour(routing) {
  const reason = routing && DETOURS[routing.reason];
  return reason ? `By ${channelName(routing.used)}, because ${reason}.` : "";
}

/** The answer to a code that was typed: how good the news is, the news, and what to do next. */
export function outcome(check, reference) {
  const current = check.current ?? {};
  switch (check.outcome) {
    case "VERIFIED":
      return { tone: "good", short: "Logged in", title: "You are logged in.", advice: `Code ${reference} was right and cannot be used again.` };
    case "WRONG_CODE":
      return { tone: "bad", short: "Wrong code typed", title: "That is not the code.", advice: attempts(check.attemptsLeft) };
    case "SUPERSEDED":
      return {
        tone: "warn",
        short: "Older code typed",
        title: "That code has been replaced by a newer one.",
        advice: current.reference
          ? `Use code ${current.reference}${current.requestedAt ? `, asked for at ${timeOf(current.requestedAt)}` : ""}.`
          : "Use the newest code.",
      };
    case "EXPIRED":
      return { tone: "warn", short: "Expired", title: "This code has expired.", advice: "Log in again to get a new one." };
    case "ALREADY_USED":
      return { tone: "warn", short: "Used before", title: "This code has already been used.", advice: "Log in again to get a new one." };
    case "LOCKED":
      return { tone: "bad", short: "Locked", title: "Too many wrong codes.", advice: "This code is locked, even for the right digits. Log in again to get a new one." };
    default:
      return { tone: "bad", short: "Not accepted", title: "The code was not accepted.", advice: String(check.outcome ?? "") };
  }
}

function attempts(left) {
  if (left === undefined) {
    return "Please try again.";
  }
  return left === 1 ? "One more try." : `${left} more tries.`;
}

/** What a person has to mend, where the issuer names the field in its own words. */
const MALFORMED = {
  code: { title: "That is no code.", advice: "A code is the digits of the message, and nothing else. This try did not count." },
  userId: { title: "That is no user's name.", advice: "Use letters, digits and any of . _ ~ : @ + - only." },
};

/** A refusal (RFC 9457) in words. */
export function problem(answer, retryAfter) {
  const type = String(answer?.type ?? "");
  if (type === "rate-limited") {
    const wait = Number(retryAfter) > 0 ? ` or wait ${duration(Number(retryAfter) * 1000)}` : "";
    return { title: "Too many codes for this person.", advice: `That limit protects real people from floods of messages. Be somebody else${wait}.` };
  }
  if (type === "no-route") {
    return { title: "The code cannot be sent.", advice: answer.detail ?? "There is no way to reach this person." };
  }
  if (type === "invalid-destination") {
    return { title: "That is no phone number or email address.", advice: answer.detail ?? "Please check it." };
  }
  if (type === "malformed" && answer.field) {
    return MALFORMED[answer.field] ?? { title: "That could not be read.", advice: answer.detail ?? "Please check it." };
  }
  return { title: answer?.title ?? "That did not work.", advice: answer?.detail ?? "" };
}
