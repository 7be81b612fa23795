import { LogOutputs, logOutputs } from "@/lib/mlflow/logging";
import { mlflow } from "@/lib/transport/mlflow";

export const POST = mlflow(LogOutputs, logOutputs);
