import { deleteTag, VersionTagKey } from "@/lib/mlflow/registry-versions";
import { mlflow } from "@/lib/transport/mlflow";

export const DELETE = mlflow(VersionTagKey, deleteTag);
