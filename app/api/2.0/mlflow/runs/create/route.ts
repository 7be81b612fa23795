import { Create, create } from "@/lib/mlflow/runs";
import { mlflow } from "@/lib/transport/mlflow";

export const POST = mlflow(Create, create);
