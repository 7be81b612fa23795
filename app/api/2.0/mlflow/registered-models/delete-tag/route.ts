import { deleteTag, ModelTagKey } from "@/lib/mlflow/registry-models";
import { mlflow } from "@/lib/transport/mlflow";

export const DELETE = mlflow(ModelTagKey, deleteTag);
