import { LogMetric, logMetric } from "@/lib/mlflow/logging";
import { mlflow } from "@/lib/transport/mlflow";

export const POST = mlflow(LogMetric, logMetric);
