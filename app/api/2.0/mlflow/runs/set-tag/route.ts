import { LogPair, setTag } from "@/lib/mlflow/logging";
import { mlflow } from "@/lib/transport/mlflow";

export const POST = mlflow(LogPair, setTag);
