import { site } from "@/lib/paths";

/** Ends the session through the sign-in library's own endpoint, then leaves the page that showed it. */
export async function signOut(): Promise<void> {
  const answer = await fetch(site.auth("csrf"));
  const body: unknown = await answer.json();
  const token =
    typeof body === "object" && body !== null && "csrfToken" in body ? String(body.csrfToken) : "";
  await fetch(site.auth("signout"), {
    method: "POST",
    body: new URLSearchParams({ csrfToken: token, json: "true" }),
  });
  window.location.assign(site.signIn);
}
