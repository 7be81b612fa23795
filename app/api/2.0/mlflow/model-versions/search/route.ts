import { searchAll, SearchVersionsWire } from "@/lib/mlflow/registry-versions";
import { mlflow } from "@/lib/transport/mlflow";

export const GET = mlflow(SearchVersionsWire, searchAll);
