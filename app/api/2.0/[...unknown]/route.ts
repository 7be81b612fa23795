import { Anything, refuseUnknown } from "@/lib/mlflow/unknown";
import { mlflow } from "@/lib/transport/mlflow";

const answer = mlflow(Anything, refuseUnknown);

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
