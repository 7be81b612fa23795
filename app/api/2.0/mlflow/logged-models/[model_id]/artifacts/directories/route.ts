import { ListArtifacts, listModelArtifacts } from "@/lib/mlflow/logged-models";
import { mlflow } from "@/lib/transport/mlflow";

export const GET = mlflow(ListArtifacts, listModelArtifacts);
