import { expect, test } from "vitest";

import { byteRange, presentationOf } from "@/lib/artifacts/artifact-presentation";

test.each(["x.html", "x.svg", "x.xml", "x.js", "x.htm", "x", "x.exe", "x.pdf"])(
  "%s is never opened in place",
  (path) => {
    expect(presentationOf(path).inline).toBe(false);
    expect(presentationOf(path).contentType).not.toMatch(/html|javascript|xhtml/);
  },
);

test("pictures are shown", () => {
  expect(presentationOf("a/b.PNG")).toEqual({ contentType: "image/png", inline: true });
});

test("a range is taken as the standard says", () => {
  expect(byteRange("bytes=0-4", 10)).toEqual({ start: 0, end: 4 });
  expect(byteRange("bytes=5-", 10)).toEqual({ start: 5, end: 9 });
  expect(byteRange("bytes=-3", 10)).toEqual({ start: 7, end: 9 });
  expect(byteRange("bytes=8-99", 10)).toEqual({ start: 8, end: 9 });
  expect(byteRange("bytes=10-", 10)).toBe("unsatisfiable");
  expect(byteRange("bytes=-0", 10)).toBe("unsatisfiable");
  expect(byteRange("bytes=4-2", 10)).toBeNull();
  expect(byteRange("lines=1-2", 10)).toBeNull();
  expect(byteRange(null, 10)).toBeNull();
});
