import { expect, test } from "vitest";

import { csvLine } from "@/lib/experiments/runs/csv";
import { environmentPaths, requirementsOf } from "@/lib/experiments/runs/environment";

test("quotes, commas and line breaks are quoted as RFC 4180 says", () => {
  expect(csvLine(['say "hi"', "a,b", "two\nlines", "plain"])).toBe(
    '"say ""hi""","a,b","two\nlines",plain\r\n',
  );
});

const starts = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫"];
const unseen = [
  "",
  " ",
  "  ",
  "\u00a0",
  "\ufeff",
  "\u200b",
  "\u2060",
  "\u3000",
  "\n",
  "\t",
  "\r",
  "\u0000",
];

test.each(unseen.flatMap((before) => starts.map((start) => `${before}${start}SUM(A1)`)))(
  "what would begin a formula once blanks and signs that cannot be seen are passed over is made harmless: %j",
  (text) => {
    expect(csvLine([text]).replace(/^"/, "").startsWith("'")).toBe(true);
  },
);

test.each(["a=b", "1-2", "e@mail", "x", "(−5)", "Ｘ"])("other text stays as it is: %j", (text) => {
  expect(csvLine([text])).toBe(`${text}\r\n`);
});

test.each(["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])(
  "a text that a spreadsheet would run as a formula is made harmless: %j",
  (text) => {
    expect(csvLine([text]).replace(/^"/, "").startsWith("'")).toBe(true);
  },
);

test("numbers stay numbers, negative ones and texts that are numbers included", () => {
  expect(csvLine([-0.5, "-0.5", "+3", "-1e-5", Number.NaN, null, undefined])).toBe(
    "-0.5,-0.5,+3,-1e-5,NaN,,\r\n",
  );
});

test("requirements are read by normalised name, comments and options aside", () => {
  expect(
    requirementsOf(
      "# lock\nscikit_learn==1.5.2\nnumpy>=2,<3 # pinned later\n--index-url https://x\nMLflow[extras]==3.6.0; python_version > '3.9'\ntorch\n",
    ),
  ).toEqual({ "scikit-learn": "1.5.2", numpy: ">=2,<3", mlflow: "3.6.0", torch: "any" });
});

test("a requirements file near the root is preferred", () => {
  expect(
    environmentPaths(["model/conda.yaml", "model/requirements.txt", "requirements.txt", "x"]),
  ).toEqual(["requirements.txt", "model/requirements.txt", "model/conda.yaml"]);
});
