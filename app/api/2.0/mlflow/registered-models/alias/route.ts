import {
  deleteAlias,
  getByAlias,
  OneAlias,
  PointedAlias,
  setAlias,
} from "@/lib/mlflow/registry-models";
import { mlflow } from "@/lib/transport/mlflow";

export const GET = mlflow(OneAlias, getByAlias);

export const POST = mlflow(PointedAlias, setAlias);

export const DELETE = mlflow(OneAlias, deleteAlias);
