import { Search, SearchByQuery, search } from "@/lib/mlflow/experiments";
import { mlflow } from "@/lib/transport/mlflow";

export const GET = mlflow(SearchByQuery, search);
export const POST = mlflow(Search, search);
