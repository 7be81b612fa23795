import { site } from "@/lib/paths";

/** What the sign-in page can be told; every other answer reads as wrong credentials. */
export type SignInOutcome = "ok" | "wrong" | "limited" | "deactivated" | "unavailable";

const spoken: readonly SignInOutcome[] = ["limited", "deactivated", "unavailable"];

/** Starts a session with a form's `email` and `password`; the browser keeps the cookie. */
export async function signInWithPassword(form: FormData): Promise<SignInOutcome> {
  const email = text(form, "email");
  const password = text(form, "password");
  const url = await postAuth("callback/credentials", { email, password, callbackUrl: "/" });
  if (url === null) return "unavailable";
  const error = url.searchParams.get("error");
  if (error === null) return "ok";
  return spoken.find((outcome) => outcome === error) ?? "wrong";
}

/** Sends the browser to the identity provider. False when that cannot be reached. */
export async function goToProvider(returnTo: string): Promise<boolean> {
  const url = await postAuth("signin/oidc", { callbackUrl: returnTo });
  if (url === null || url.searchParams.get("error") !== null) return false;
  window.location.assign(url);
  return true;
}

async function postAuth(path: string, fields: Record<string, string>): Promise<URL | null> {
  try {
    const csrf: unknown = await (await fetch(site.auth("csrf"))).json();
    const csrfToken: unknown = Reflect.get(Object(csrf), "csrfToken");
    const response = await fetch(site.auth(path), {
      method: "POST",
      body: new URLSearchParams({ ...fields, csrfToken: String(csrfToken), json: "true" }),
    });
    const answer: unknown = await response.json();
    return new URL(String(Reflect.get(Object(answer), "url")), window.location.href);
  } catch {
    return null;
  }
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
