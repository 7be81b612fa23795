import { createOne, NewModel } from "@/lib/mlflow/registry-models";
import { mlflow } from "@/lib/transport/mlflow";

export const POST = mlflow(NewModel, createOne);
