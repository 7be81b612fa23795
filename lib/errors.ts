/** Every reason the product refuses a request, and how each wire format says so. */
export const refusals = {
  invalid: { status: 400, mlflow: "INVALID_PARAMETER_VALUE" },
  unauthenticated: { status: 401, mlflow: "UNAUTHENTICATED" },
  forbidden: { status: 403, mlflow: "PERMISSION_DENIED" },
  missing: { status: 404, mlflow: "RESOURCE_DOES_NOT_EXIST" },
  unknown_endpoint: { status: 404, mlflow: "ENDPOINT_NOT_FOUND" },
  wrong_method: { status: 405, mlflow: "ENDPOINT_NOT_FOUND" },
  taken: { status: 400, mlflow: "RESOURCE_ALREADY_EXISTS" },
  outdated: { status: 409, mlflow: "RESOURCE_CONFLICT" },
  too_large: { status: 413, mlflow: "INVALID_PARAMETER_VALUE" },
  too_costly: { status: 400, mlflow: "INVALID_PARAMETER_VALUE" },
  limited: { status: 429, mlflow: "REQUEST_LIMIT_EXCEEDED" },
  unsupported: { status: 501, mlflow: "NOT_IMPLEMENTED" },
  unavailable: { status: 503, mlflow: "TEMPORARILY_UNAVAILABLE" },
} as const;

export type RefusalCode = keyof typeof refusals;
export type FieldErrors = Readonly<Record<string, string[]>>;

export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly fields: FieldErrors = {},
  ) {
    super(message);
  }
}
