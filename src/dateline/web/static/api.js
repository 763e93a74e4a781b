// get, post: the server's interface under /api/v1, with its one shape of errors and the token that writing calls need.

const ROOT = "/api/v1";
let session = null;

/** What the server answered instead of data. `code` is stable ("not-found"), `message` a sentence that may be shown. */
export class ApiError extends Error {
  constructor(status, code, message, details) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.details = details ?? {};
  }
}

/** `get("/events", {country: ["SYR"], limit: 50})`: lists become repeated parameters, empty values are left out. */
export async function get(path, params, { signal } = {}) {
  return call(path + toQuery(params), { signal });
}

/** Sends JSON, or a FormData as it is. */
export async function post(path, body, { signal, method = "POST" } = {}) {
  const headers = { "X-CSRF-Token": (await getSession()).csrf ?? "" };
  const isForm = body instanceof FormData;
  if (!isForm) headers["Content-Type"] = "application/json";
  return call(path, { method, headers, body: isForm ? body : JSON.stringify(body ?? {}), signal });
}

/** Who looks: {who, role, csrf}. Asked once a page. */
export function getSession() {
  session ??= call("/session", {}).catch((error) => {
    session = null;
    throw error;
  });
  return session;
}

/** Calls `onEntry(number)` each time the ledger grew. Returns a function that ends it. The browser reconnects by itself. */
export function stream(onEntry, onState = () => {}) {
  const source = new EventSource(`${ROOT}/stream`);
  const take = (event) => {
    let found = event.data;
    try {
      found = JSON.parse(event.data);
    } catch {
      // A bare word: not one of ours.
    }
    const entry = typeof found === "object" && found !== null ? found.entry : Number(found);
    if (Number.isFinite(entry)) onEntry(entry);
  };
  source.addEventListener("entry", take);
  source.addEventListener("open", () => onState(true));
  source.addEventListener("error", () => onState(false));
  addEventListener("pagehide", () => source.close(), { once: true });
  return () => source.close();
}

/** "?a=1&b=2&b=3", or "" where nothing is asked. */
export function toQuery(params) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "" && one !== false) query.append(name, one === true ? "true" : one);
    }
  }
  const words = query.toString();
  return words ? `?${words}` : "";
}

async function call(path, options) {
  let answer;
  try {
    answer = await fetch(ROOT + path, { credentials: "same-origin", ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError(0, "unreachable", "The server does not answer. Is “dateline serve” still running?");
  }
  if (answer.status === 204) return null;
  const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
  const data = isJson ? await answer.json() : null;
  if (answer.ok && isJson) return data;
  const told = data?.error ?? {};
  throw new ApiError(
    answer.status,
    told.code ?? "failed",
    told.message ?? `The server answered with the status ${answer.status}.`,
    told.details,
  );
}
