import { Create, create } from "@/lib/mlflow/logged-models";
import { mlflow } from "@/lib/transport/mlflow";

export const POST = mlflow(Create, create);
