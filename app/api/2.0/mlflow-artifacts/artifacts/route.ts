import { ListStored, listStored } from "@/lib/mlflow/artifacts";
import { mlflow } from "@/lib/transport/mlflow";

export const GET = mlflow(ListStored, listStored);
