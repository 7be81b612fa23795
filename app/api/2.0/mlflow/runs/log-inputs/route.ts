import { LogInputs, logInputs } from "@/lib/mlflow/logging";
import { mlflow } from "@/lib/transport/mlflow";

export const POST = mlflow(LogInputs, logInputs);
