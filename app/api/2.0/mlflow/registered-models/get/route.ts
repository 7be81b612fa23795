import { getOne, OneModel } from "@/lib/mlflow/registry-models";
import { mlflow } from "@/lib/transport/mlflow";

export const GET = mlflow(OneModel, getOne);
