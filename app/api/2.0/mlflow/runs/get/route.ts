import { OfRun, get } from "@/lib/mlflow/runs";
import { mlflow } from "@/lib/transport/mlflow";

export const GET = mlflow(OfRun, get);
