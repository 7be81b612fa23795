import { createOne, NewVersion } from "@/lib/mlflow/registry-versions";
import { mlflow } from "@/lib/transport/mlflow";

export const POST = mlflow(NewVersion, createOne);
