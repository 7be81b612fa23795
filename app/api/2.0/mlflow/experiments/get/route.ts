import { OfId, get } from "@/lib/mlflow/experiments";
import { mlflow } from "@/lib/transport/mlflow";

export const GET = mlflow(OfId, get);
