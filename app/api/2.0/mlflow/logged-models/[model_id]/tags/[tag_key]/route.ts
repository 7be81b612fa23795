import { DeleteTag, deleteTag } from "@/lib/mlflow/logged-models";
import { mlflow } from "@/lib/transport/mlflow";

export const DELETE = mlflow(DeleteTag, deleteTag);
