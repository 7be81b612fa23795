import { OfName, getByName } from "@/lib/mlflow/experiments";
import { mlflow } from "@/lib/transport/mlflow";

export const GET = mlflow(OfName, getByName);
