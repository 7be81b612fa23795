import { Update, update } from "@/lib/mlflow/experiments";
import { mlflow } from "@/lib/transport/mlflow";

export const POST = mlflow(Update, update);
