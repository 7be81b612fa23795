import { searchAll, SearchModelsWire } from "@/lib/mlflow/registry-models";
import { mlflow } from "@/lib/transport/mlflow";

export const GET = mlflow(SearchModelsWire, searchAll);
