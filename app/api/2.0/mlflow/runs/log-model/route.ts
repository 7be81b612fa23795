import { LogModel, logModel } from "@/lib/mlflow/logging";
import { mlflow } from "@/lib/transport/mlflow";

export const POST = mlflow(LogModel, logModel);
