import { getLatest, LatestWire } from "@/lib/mlflow/registry-models";
import { mlflow } from "@/lib/transport/mlflow";

export const POST = mlflow(LatestWire, getLatest);

export const GET = mlflow(LatestWire, getLatest);
