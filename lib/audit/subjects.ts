const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const hex = "[0-9a-f]{32}";

const form = (id: string) => new RegExp(`^${id}$`);

/** The kinds of thing an entry can be about, each with the form of an id that outlives every name. */
export const subjects = {
  /** A path in the artifact store. */
  artifact: /^[^]+$/,
  experiment: /^\d+$/,
  /** `<follower>/<entry>`: one reaction to one entry. */
  follower: /^[a-z_]+\/\d+$/,
  gate: form(uuid),
  invitation: form(uuid),
  key: form(uuid),
  logged_model: form(`m-${hex}`),
  member: form(uuid),
  model: form(uuid),
  run: form(hex),
  seal: form(uuid),
  /** `<model>/<number>`. */
  version: form(`${uuid}/\\d+`),
  workspace: form(uuid),
} as const satisfies Record<string, RegExp>;

export type SubjectKind = keyof typeof subjects;

const forms: ReadonlyMap<string, RegExp> = new Map(Object.entries(subjects));

/** `<kind>:<id>`; `whole` where the id has the form of its kind. Null when it names no kind. */
export function readSubject(subject: string): { kind: string; id: string; whole: boolean } | null {
  const colon = subject.indexOf(":");
  const kind = subject.slice(0, Math.max(colon, 0));
  const expected = forms.get(kind);
  if (!expected) return null;
  const id = subject.slice(colon + 1);
  return { kind, id, whole: expected.test(id) };
}
