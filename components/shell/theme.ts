const year = 365 * 24 * 60 * 60;

/** Kept as a cookie, so the server already sends the right colours; "system" forgets it. */
export function chooseTheme(theme: "system" | "light" | "dark"): void {
  const age = theme === "system" ? 0 : year;
  document.cookie = `theme=${theme}; path=/; max-age=${age}; samesite=lax`;
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}
