import { randomInt } from "node:crypto";
import { posix } from "node:path";

import { isLonger } from "@/lib/characters";

const allowed = /^[/\p{L}\p{N}_.\- :]*$/u;
const alphabet =
  "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).";

/** Why a metric, param or tag may not be called this; undefined when it may. Keys may become file names. */
export function keyFault(key: string, path: string): string | undefined {
  const wrong = () =>
    `Invalid value ${JSON.stringify(key.slice(0, 300))} for parameter '${path}' supplied: `;
  if (!allowed.test(key)) return wrong() + alphabet;
  const normal = normalPath(key);
  if (normal !== key || normal === "." || normal.startsWith("..") || normal.startsWith("/"))
    return `${wrong()}Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '${normal}'`;
  return undefined;
}

/** As Python's posixpath.normpath: no trailing slash. */
function normalPath(key: string): string {
  const normal = posix.normalize(key);
  return normal.length > 1 && normal.endsWith("/") ? normal.slice(0, -1) : normal;
}

export function lengthFault(what: string, value: string, limit: number): string | undefined {
  return isLonger(value, limit)
    ? `'${what}' exceeds the maximum length of ${limit} characters`
    : undefined;
}

const adjectives =
  "able agile amber apt bald brave bright brisk calm candid clean clever crisp deft eager fair fast fine fleet frank glad grand handy honest keen kind lively loud lucid mellow merry mild neat nimble noble orderly placid polite proud quick quiet rapid rare ready serene sharp silent sincere sleek smart smooth stately steady sturdy suave sunny swift tidy trusty upbeat valiant vivid warm wise witty".split(
    " ",
  );
const nouns =
  "ant ape auk bass bat bear bee bird bug carp cat cod colt cow crab crane crow cub deer doe dog dove duck eel elk fawn finch fish flea fly foal fowl fox frog gnat goat goose grouse grub gull hare hawk hen hog horse hound jay kit koi lamb lark lynx mare mole moose moth mouse mule newt owl panda perch pig pug quail ram rat ray robin roo rook seal shad shark sheep shrew shrike skunk slug smelt snail snake snipe sow squid stag steed stoat stork swan toad trout turtle vole wasp whale wolf worm wren yak zebra".split(
    " ",
  );

/** A name for a run or logged model whose client gave none, such as `placid-heron-512`. */
export function randomName(): string {
  return `${pick(adjectives)}-${pick(nouns)}-${randomInt(1000)}`;
}

function pick(words: readonly string[]): string {
  return words[randomInt(words.length)] ?? "run";
}
