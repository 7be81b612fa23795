import { readdirSync, readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { environment, environmentFaults, settingsOf } from "@/lib/env";

const example = readFileSync(".env.example", "utf8");

test("an empty environment is fine: npm start fills in what is missing", () => {
  expect(environmentFaults({})).toEqual([]);
  expect(environmentFaults({ PORT: "", DATABASE_URL: "" })).toEqual([]);
});

test("each fault is one line that names the setting and never shows its value", () => {
  const faults = environmentFaults({
    PORT: "70000",
    DATABASE_URL: "mysql://root:hunter2@db/app",
    NEXTAUTH_SECRET: "hunter2",
    AUDIT_KEY: "hunter2",
    LOG_LEVEL: "loud",
    OIDC_ISSUER: "https://login.example.com",
  });
  expect(faults).toHaveLength(7);
  expect(faults.map((fault) => fault.split(" ")[0])).toEqual([
    "PORT",
    "NEXTAUTH_SECRET",
    "AUDIT_KEY",
    "DATABASE_URL",
    "LOG_LEVEL",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
  ]);
  expect(faults.join("\n")).not.toMatch(/hunter2|loud|70000/);
  expect(faults.filter((fault) => fault.includes("\n"))).toEqual([]);
});

test("every setting is explained in .env.example", () => {
  const explained = new Set([...example.matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name]) => name));
  expect(Object.keys(environment.shape).filter((name) => !explained.has(name))).toEqual([]);
});

test("what is not set has the value the README names", () => {
  expect(settingsOf({ PORT: "", HOST: "0.0.0.0" })).toEqual({
    host: "0.0.0.0",
    port: 3000,
    publicUrl: "http://0.0.0.0:3000",
    trustedProxies: [],
    sessionSecret: null,
    databaseUrl: null,
    databasePool: 12,
    databaseCaller: "tool",
    artifactDir: ".data/artifacts",
    auditDir: ".data/audit",
    auditKey: null,
    workerConcurrency: 4,
    logLevel: "info",
    oidc: null,
  });
});

test("a provider is asked for the usual scopes and shown by its host's name", () => {
  const { oidc } = settingsOf({
    OIDC_ISSUER: "https://login.example.com/",
    OIDC_CLIENT_ID: " gatehouse ",
    OIDC_CLIENT_SECRET: "secret",
    OIDC_ROLE_MAP: "ml=engineer",
  });
  expect(oidc).toMatchObject({
    issuer: "https://login.example.com",
    clientId: "gatehouse",
    name: "login.example.com",
    scope: "openid email profile",
    roleClaim: null,
    workspace: null,
  });
});

test("only lib/settings reads the environment", () => {
  /** Next says by these what it is doing while it reads the two files. */
  const argued = new Map([
    ["instrumentation.ts", "NEXT_RUNTIME"],
    ["next.config.ts", "NODE_ENV"],
  ]);
  const folders = ["app", "components", "drizzle/schema", "lib"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  );
  const top = readdirSync(".").filter((name) => !/^(playwright|vitest)\./.test(name));
  const wrong = [...folders, ...top, "scripts/web.ts", "scripts/worker.ts"]
    .filter((file) => /\.tsx?$/.test(file) && file !== "lib/settings.ts")
    .filter((file) => {
      const code = readFileSync(file, "utf8");
      const allowed = argued.get(file);
      return /process\.env/.test(allowed === undefined ? code : withoutReading(code, allowed));
    });
  expect(wrong).toEqual([]);
});

const withoutReading = (code: string, name: string) =>
  code.replaceAll(`process.env.${name}`, "").replaceAll(`process.env["${name}"]`, "");

test("a role map that names an unknown role is told at the start", () => {
  expect(environmentFaults({ OIDC_ROLE_MAP: "boss=king" }).join(" ")).toContain("OIDC_ROLE_MAP");
  expect(environmentFaults({ OIDC_DEFAULT_ROLES: "viewer, king" }).join(" ")).toContain(
    "OIDC_DEFAULT_ROLES",
  );
  const good = { OIDC_ROLE_MAP: "a=viewer; b=engineer,auditor", OIDC_DEFAULT_ROLES: "viewer" };
  expect(environmentFaults(good)).toEqual([]);
});
