export function modelHref(workspace: string, name: string): string {
  return `/w/${workspace}/models/${encodeURIComponent(name)}`;
}

export function versionHref(workspace: string, name: string, version: number): string {
  return `${modelHref(workspace, name)}/versions/${version}`;
}
