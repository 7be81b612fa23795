const pickleSuffix = /\.(pkl|pickle|joblib|pt|pth|bin|dill|cloudpickle)$/i;

/** Files that can run code when they are loaded. */
export function pickledFiles(files: readonly { path: string }[]): string[] {
  return files.filter(({ path }) => pickleSuffix.test(path)).map(({ path }) => path);
}
