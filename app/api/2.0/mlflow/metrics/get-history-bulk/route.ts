import { GetHistories, getHistories } from "@/lib/mlflow/metrics";
import { mlflow } from "@/lib/transport/mlflow";

export const GET = mlflow(GetHistories, getHistories);
