import { Search, search } from "@/lib/mlflow/runs";
import { mlflow } from "@/lib/transport/mlflow";

export const POST = mlflow(Search, search);
