// Requests to the site's own forms and addresses, answered in JSON.

/** A refusal in words. `code` is for programs; `errors` are lists of messages by field; `status` 0: no answer. */
export class Refusal extends Error {
  constructor(status, answer = {}) {
    super(answer.detail || "");
    this.status = status;
    this.code = answer.code || "";
    this.errors = answer.errors || {};
    this.loginUrl = answer.login_url || "";
  }

  /** Whether the same request may well succeed a little later: nobody answered, or the server stumbled. */
  get isPassing() {
    return this.status === 0 || this.status >= 500;
  }

  /** Everything the site said, for people. */
  get words() {
    const all = [...Object.values(this.errors).flat(), this.message].filter(Boolean);
    return [...new Set(all)].join(" ");
  }
}

async function ask(url, options) {
  let response;
  try {
    response = await fetch(url, { ...options, headers: { Accept: "application/json" }, credentials: "same-origin" });
  } catch {
    throw new Refusal(0);
  }
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const answer = isJson ? await response.json().catch(() => ({})) : {};
  if (!response.ok || !isJson) throw new Refusal(response.ok ? 500 : response.status, answer);
  return Array.isArray(answer) ? answer : { status: response.status, ...answer };
}

/** GET JSON, fresh. */
export function get(url) {
  return ask(url, { method: "GET", cache: "no-store" });
}

/**
 * POST form fields. When the page's token has grown old it is renewed once, so that nobody has to press twice.
 * @param {string} url @param {URLSearchParams} fields
 */
export async function post(url, fields) {
  try {
    return await ask(url, { method: "POST", body: fields });
  } catch (refusal) {
    if (refusal.code !== "csrf" || !(await renewTokens())) throw refusal;
    fields.set("csrfmiddlewaretoken", token());
    return ask(url, { method: "POST", body: fields });
  }
}

/** The page's CSRF token. */
export function token() {
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";
}

/** This page as the server would send it now. */
export async function freshPage() {
  const response = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
  if (!response.ok) throw new Refusal(response.status);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

async function renewTokens() {
  const page = await freshPage().catch(() => null);
  const fresh = page?.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  if (!fresh) return false;
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = fresh;
  return true;
}
