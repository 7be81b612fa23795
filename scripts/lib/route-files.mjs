// The API's route files, which Next and our own server both answer by.
import fs from "node:fs";

import { at } from "./paths.mjs";

/** Signing in is the sign-in library's, which works only inside Next. */
const left = /^api\/auth\//;

/** Each with the path of its address: `["app/health/route.ts", "/health"]`. */
export function routeFiles() {
  return fs
    .readdirSync(at("app"), { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith("/route.ts") && !left.test(name))
    .toSorted()
    .map((name) => {
      const folders = name.split("/").slice(0, -1);
      const path = folders.filter((folder) => !/^\(.*\)$/.test(folder)).join("/");
      return { file: `app/${name}`, path: `/${path}` };
    });
}

/** A module whose default export is the route table's entries. */
export function routesModule() {
  const files = routeFiles();
  const imports = files.map(({ file }, i) => `import * as r${i} from "@/${file}";`);
  const entries = files.map(({ path }, i) => `  [${JSON.stringify(path)}, r${i}],`);
  return [...imports, "export default [", ...entries, "];"].join("\n");
}
