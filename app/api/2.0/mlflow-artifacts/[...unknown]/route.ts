import { z } from "zod";

import { Refusal } from "@/lib/errors";
import { mlflow } from "@/lib/transport/mlflow";

const answer = mlflow(z.looseObject({}), async ({ request }) => {
  throw new Refusal("unknown_endpoint", `No endpoint at ${new URL(request.url).pathname}.`);
});

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
