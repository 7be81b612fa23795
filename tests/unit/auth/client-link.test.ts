import { expect, test } from "vitest";

import { pageOfClientLink } from "@/components/auth/client-link";

test("the links MLflow clients print lead to the page of the thing", () => {
  const links: [string, string | null][] = [
    ["#/experiments/1/runs/ab12", "/runs/ab12"],
    ["#/experiments/1/runs/ab12/artifacts/model?x=1", "/runs/ab12"],
    ["#/experiments/7", "/experiments/7"],
    ["#/experiments", "/experiments"],
    ["#/experiments/7/models/m-ab12", "/logged-models/m-ab12"],
    ["#/models/churn/versions/3", "/models/churn/versions/3"],
    ["#/models/a%2Fb", "/models/a%2Fb"],
    ["#/models", "/models"],
    ["#section", null],
    ["#/elsewhere", null],
    ["", null],
  ];
  for (const [hash, page] of links) expect(pageOfClientLink(hash)).toBe(page);
});
