import { readdirSync, readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { environment, environmentFaults } from "@/lib/env";

const known = new Set(Object.keys(environment.shape));
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
    LOG_LEVEL: "loud",
    OIDC_ISSUER: "https://login.example.com",
  });
  expect(faults).toHaveLength(6);
  expect(faults.map((fault) => fault.split(" ")[0])).toEqual([
    "PORT",
    "NEXTAUTH_SECRET",
    "DATABASE_URL",
    "LOG_LEVEL",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
  ]);
  expect(faults.join("\n")).not.toMatch(/hunter2|loud|70000/);
  expect(faults.filter((fault) => fault.includes("\n"))).toEqual([]);
});

test("every setting the product reads is checked and explained in .env.example", () => {
  const given = new Set(["NODE_ENV", "NEXT_RUNTIME"]);
  const read = ["lib", "app"]
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => readFileSync(`${folder}/${name}`, "utf8")),
    )
    .flatMap((code) => [...code.matchAll(/(?:env\[|read\()"([A-Z][A-Z_]+)"/g)])
    .map(([, name = ""]) => name)
    .filter((name) => !given.has(name));
  expect([...new Set(read)].filter((name) => !known.has(name))).toEqual([]);
  expect([...known].filter((name) => !new RegExp(`^(# )?${name}=`, "m").test(example))).toEqual([]);
});

test("a role map that names an unknown role is told at the start", () => {
  expect(environmentFaults({ OIDC_ROLE_MAP: "boss=king" }).join(" ")).toContain("OIDC_ROLE_MAP");
  expect(environmentFaults({ OIDC_DEFAULT_ROLES: "viewer, king" }).join(" ")).toContain(
    "OIDC_DEFAULT_ROLES",
  );
  const good = { OIDC_ROLE_MAP: "a=viewer; b=engineer,auditor", OIDC_DEFAULT_ROLES: "viewer" };
  expect(environmentFaults(good)).toEqual([]);
});
