import { DeleteTag, deleteTag } from "@/lib/mlflow/experiments";
import { mlflow } from "@/lib/transport/mlflow";

export const POST = mlflow(DeleteTag, deleteTag);
