/** Stands in for the package "server-only", which throws outside Next's server bundle. */
export const serverOnly = true;
