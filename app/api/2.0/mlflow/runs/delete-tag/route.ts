import { DeleteTag, deleteTag } from "@/lib/mlflow/logging";
import { mlflow } from "@/lib/transport/mlflow";

export const POST = mlflow(DeleteTag, deleteTag);
