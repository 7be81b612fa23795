import { DescribedVersion, describeOne } from "@/lib/mlflow/registry-versions";
import { mlflow } from "@/lib/transport/mlflow";

export const PATCH = mlflow(DescribedVersion, describeOne);
