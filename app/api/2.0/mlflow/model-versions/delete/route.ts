import { deleteOne, OneVersion } from "@/lib/mlflow/registry-versions";
import { mlflow } from "@/lib/transport/mlflow";

export const DELETE = mlflow(OneVersion, deleteOne);
