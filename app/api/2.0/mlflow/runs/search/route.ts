import { Search, search } from "@/lib/mlflow/runs";
import { mlflowStream } from "@/lib/transport/mlflow";

export const POST = mlflowStream(Search, search);
