/** The newest MLflow whose client was tried against this server; clients ask before they use what is newer. */
export const protocolVersion = "3.17.2";
