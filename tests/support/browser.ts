import { expect, type Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { z } from "zod";

import { users } from "@/drizzle/schema/auth";
import { hashPassword } from "@/lib/auth/identity/passwords";
import type { Role } from "@/lib/auth/rules";
import { db } from "@/lib/db/client";
import { endpointOf, hold } from "@/tests/support/answers";
import type { TestWorkspace, UserActor } from "@/tests/support/workspace";

export const baseUrl = process.env["BASE_URL"] ?? "http://127.0.0.1:3000";

export type Person = { actor: UserActor; email: string; password: string };

/** A member who can sign in. Without roles: the workspace's admin. */
export async function makePerson(workspace: TestWorkspace, roles?: Role[]): Promise<Person> {
  const actor = roles ? await workspace.member(roles) : workspace.admin;
  const password = "correct horse battery staple";
  const passwordHash = await hashPassword(password);
  await db.update(users).set({ passwordHash }).where(eq(users.id, actor.id));
  return { actor, email: actor.email, password };
}

/** Signs in through the form, as a person does, and waits until the form is left. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel(/e-?mail/i).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

/** Signs in without the form, for journeys that begin elsewhere. Somebody signed in before is signed out. */
export async function enterAs(page: Page, { email, password }: Person): Promise<void> {
  await page.context().clearCookies();
  const csrf = await page.request.get("/api/auth/csrf");
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await csrf.json());
  const answer = await page.request.post("/api/auth/callback/credentials", {
    form: { csrfToken, email, password, json: "true" },
  });
  expect(answer.ok()).toBe(true);
  const cookies = await page.context().cookies();
  expect(cookies.some(({ name }) => name.endsWith("next-auth.session-token"))).toBe(true);
}

/** Calls the product over HTTP with an API key, as a script would. What REST answers is held to what it states. */
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
  const endpoint = endpointOf(method, path);
  if (endpoint) hold(endpoint, { status: response.status, headers: response.headers, text });
  const answer = z.record(z.string(), z.unknown()).parse(text === "" ? {} : JSON.parse(text));
  return { status: response.status, body: answer };
}
