import { Update, update } from "@/lib/mlflow/runs";
import { mlflow } from "@/lib/transport/mlflow";

export const POST = mlflow(Update, update);
