import { MovedVersion, moveOne } from "@/lib/mlflow/registry-versions";
import { mlflow } from "@/lib/transport/mlflow";

export const POST = mlflow(MovedVersion, moveOne);
