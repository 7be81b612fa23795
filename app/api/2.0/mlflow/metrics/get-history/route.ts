import { GetHistory, getHistory } from "@/lib/mlflow/metrics";
import { mlflow } from "@/lib/transport/mlflow";

export const GET = mlflow(GetHistory, getHistory);
