import { expect, test } from "vitest";

import { accept, complete } from "@/components/blocks/completion";

const words = ["metrics.auc", "metrics.loss", "params.model", "attributes.status"];
const at = (text: string) => complete(text, text.length, words);

test("offers what the word at the cursor may become, beginnings first", () => {
  expect(at("met").options).toEqual(["metrics.auc", "metrics.loss"]);
  expect(at("status").options).toEqual(["attributes.status"]);
  expect(at("metrics.auc > 0.8 and par").options).toEqual(["params.model"]);
});

test("offers nothing inside a quoted value, for no word, or for a whole one", () => {
  expect(at("params.model = 'met").options).toEqual([]);
  expect(at("metrics.auc > ").options).toEqual([]);
  expect(at("metrics.auc").options).toEqual([]);
});

test("takes an option in place of the word and leaves the rest", () => {
  const text = "met > 0.8";
  const found = complete(text, 3, words);
  expect(accept(text, 3, found, "metrics.auc")).toEqual({
    text: "metrics.auc > 0.8",
    cursor: 12,
  });
});
