import { LogBatch, logBatch } from "@/lib/mlflow/logging";
import { mlflow } from "@/lib/transport/mlflow";

export const POST = mlflow(LogBatch, logBatch);
