export function modelHref(workspace: string, name: string): string {
  return `/w/${workspace}/models/${encodeURIComponent(name)}`;
}

export function versionHref(workspace: string, name: string, version: number): string {
  return `${modelHref(workspace, name)}/versions/${version}`;
}

/** The name in a page's parameter; one with a stray `%` has been decoded on the way already. */
export function nameOf(parameter: string): string {
  try {
    return decodeURIComponent(parameter);
  } catch {
    return parameter;
  }
}
