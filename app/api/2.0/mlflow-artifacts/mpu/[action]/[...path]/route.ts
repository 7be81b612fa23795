import { z } from "zod";

import { Refusal } from "@/lib/errors";
import { mlflow } from "@/lib/transport/mlflow";

/** Clients fall back to one PUT when they read this sentence. */
export const POST = mlflow(z.looseObject({}), async () => {
  throw new Refusal(
    "unsupported",
    "Multipart upload is not supported for the current artifact repository",
  );
});
