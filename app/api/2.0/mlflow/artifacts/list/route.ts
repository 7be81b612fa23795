import { ListOfRun, listOfRun } from "@/lib/mlflow/artifacts";
import { mlflow } from "@/lib/transport/mlflow";

export const GET = mlflow(ListOfRun, listOfRun);
