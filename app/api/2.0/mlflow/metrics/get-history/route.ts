import { GetHistory, getHistory } from "@/lib/mlflow/metrics";
import { mlflowStream } from "@/lib/transport/mlflow";

export const GET = mlflowStream(GetHistory, getHistory);
