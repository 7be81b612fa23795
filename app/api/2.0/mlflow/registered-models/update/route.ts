import { DescribedModel, describeOne } from "@/lib/mlflow/registry-models";
import { mlflow } from "@/lib/transport/mlflow";

export const PATCH = mlflow(DescribedModel, describeOne);
