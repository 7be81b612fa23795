import { SetTags, setTags } from "@/lib/mlflow/logged-models";
import { mlflow } from "@/lib/transport/mlflow";

export const PATCH = mlflow(SetTags, setTags);
