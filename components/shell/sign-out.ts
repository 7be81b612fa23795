/** Ends the session through the sign-in library's own endpoint, then leaves the page that showed it. */
export async function signOut(): Promise<void> {
  const answer = await fetch("/api/auth/csrf");
  const body: unknown = await answer.json();
  const token =
    typeof body === "object" && body !== null && "csrfToken" in body ? String(body.csrfToken) : "";
  await fetch("/api/auth/signout", {
    method: "POST",
    body: new URLSearchParams({ csrfToken: token, json: "true" }),
  });
  window.location.assign("/sign-in");
}
