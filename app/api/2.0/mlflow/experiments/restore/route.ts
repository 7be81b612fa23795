import { OfId, restore } from "@/lib/mlflow/experiments";
import { mlflow } from "@/lib/transport/mlflow";

export const POST = mlflow(OfId, restore);
