import { Finalize, OfModel, finalize, get, remove } from "@/lib/mlflow/logged-models";
import { mlflow } from "@/lib/transport/mlflow";

export const GET = mlflow(OfModel, get);
export const PATCH = mlflow(Finalize, finalize);
export const DELETE = mlflow(OfModel, remove);
