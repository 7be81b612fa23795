/** Where to go after signing in: a page of this site and nothing else, whatever the link said. */
export function returnPath(from: string | null | undefined): string {
  if (!from || !from.startsWith("/") || from.length > 2000 || hasControlCharacter(from)) return "/";
  const here = "http://gatehouse.invalid";
  let url: URL;
  try {
    url = new URL(from, here);
  } catch {
    return "/";
  }
  const path = url.pathname + url.search + url.hash;
  if (url.origin !== here || path.startsWith("//")) return "/";
  return /^\/(api|sign-in|setup)(\/|$)/.test(url.pathname) ? "/" : path;
}

/** Browsers drop tabs and line ends inside a URL, which could turn `/⇥/host` into `//host`. */
function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
