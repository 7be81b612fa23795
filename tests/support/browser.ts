import { expect, type Page } from "@playwright/test";
import { z } from "zod";

export const baseUrl = process.env["BASE_URL"] ?? "http://127.0.0.1:3000";

/** Signs in through the form, as a person does, and waits until the form is left. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel(/e-?mail/i).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

/** Calls the product over HTTP with an API key, as a script would. */
export async function call(
  key: string,
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(new URL(path, baseUrl), {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  const answer = z.record(z.string(), z.unknown()).parse(text === "" ? {} : JSON.parse(text));
  return { status: response.status, body: answer };
}
