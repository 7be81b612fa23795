/**
 * The system's or the database's code of an error: `EACCES`, `3D000`.
 * @param {unknown} error
 */
export function faultCode(error) {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}
