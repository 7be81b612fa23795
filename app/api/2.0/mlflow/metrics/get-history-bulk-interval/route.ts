import { GetSamples, getSamples } from "@/lib/mlflow/metrics";
import { mlflow } from "@/lib/transport/mlflow";

export const GET = mlflow(GetSamples, getSamples);
