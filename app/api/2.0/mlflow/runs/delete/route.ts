import { OfRun, remove } from "@/lib/mlflow/runs";
import { mlflow } from "@/lib/transport/mlflow";

export const POST = mlflow(OfRun, remove);
