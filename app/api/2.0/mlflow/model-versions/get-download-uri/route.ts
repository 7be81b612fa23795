import { getDownloadUri, OneVersion } from "@/lib/mlflow/registry-versions";
import { mlflow } from "@/lib/transport/mlflow";

export const GET = mlflow(OneVersion, getDownloadUri);
