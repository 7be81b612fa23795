import { SearchDatasets, searchDatasets } from "@/lib/mlflow/experiments";
import { mlflow } from "@/lib/transport/mlflow";

export const POST = mlflow(SearchDatasets, searchDatasets);
