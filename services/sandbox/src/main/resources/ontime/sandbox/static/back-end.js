// Calls the sandbox. Nothing here knows the API key: the sandbox adds it on its side.

export class Refusal extends Error {
  constructor(problem, retryAfter) {
    super(problem.title);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

async function call(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body && JSON.stringify(body),
    });
  } catch {
    throw new Refusal({ title: "The sandbox does not answer.", detail: "Is ./ontime up still running?" });
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refusal({ title: `The answer was ${response.status}.`, ...answer }, response.headers.get("Retry-After"));
  }
  return answer;
}

export const links = () => call("GET", "/portal/links");
export const logIn = (click) => call("POST", "/portal/logins", click);
export const check = (challengeId, code) => call("POST", `/portal/challenges/${encodeURIComponent(challengeId)}/check`, { code });
export const behaviour = (provider) => call("GET", `/${provider}`);
export const change = (provider, fields) => call("POST", `/${provider}`, fields);
export const mend = (provider) => call("DELETE", `/${provider}`);

/**
 * Calls back for each message that arrives, beginning with the newest few, and again with those after it had to begin
 * anew. A broken connection the browser repairs by itself; a refused one it gives up.
 */
export function readMessages({ began, connected, arrived }) {
  const stream = new EventSource("/portal/messages");
  began();
  stream.addEventListener("open", () => connected(true));
  stream.addEventListener("message", (event) => arrived(JSON.parse(event.data)));
  stream.addEventListener("error", () => {
    connected(false);
    if (stream.readyState === EventSource.CLOSED) {
      setTimeout(() => readMessages({ began, connected, arrived }), 3000);
    }
  });
}
