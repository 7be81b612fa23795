import unittest

import mlflow
import mlflow.sklearn
import pandas
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV

from support import MLFLOW_MAJOR, ClientTest, unique


def iris():
    return load_iris(return_X_y=True, as_frame=True)


class Sklearn(ClientTest):
    def setUp(self):
        super().setUp()
        self.name = unique("iris")
        self.addCleanup(lambda: mlflow.sklearn.autolog(disable=True))

    def log(self, model, **more):
        X, _ = iris()
        target = {"name": "model"} if MLFLOW_MAJOR >= 3 else {"artifact_path": "model"}
        return mlflow.sklearn.log_model(model, **target, input_example=X.head(2), **more)

    def test_register_and_load_by_version_stage_and_champion(self):
        X, y = iris()
        model = LogisticRegression(max_iter=500).fit(X, y)
        with mlflow.start_run() as run:
            mlflow.log_metric("accuracy", model.score(X, y))
            info = self.log(model, registered_model_name=self.name)
        self.assertEqual("1", str(info.registered_model_version))
        version = self.client.get_model_version(self.name, "1")
        self.assertEqual(run.info.run_id, version.run_id)
        self.client.set_registered_model_alias(self.name, "champion", "1")
        self.client.transition_model_version_stage(self.name, "1", "Production")
        expected = list(model.predict(X))
        for uri in (
            info.model_uri,
            f"models:/{self.name}/1",
            f"models:/{self.name}/Production",
            f"models:/{self.name}/latest",
            f"models:/{self.name}@champion",
        ):
            loaded = mlflow.pyfunc.load_model(uri)
            self.assertEqual(expected, list(loaded.predict(X)), uri)
        self.assertIsNotNone(mlflow.models.get_model_info(f"models:/{self.name}@champion").signature)

    def test_a_second_version_of_the_same_model(self):
        X, y = iris()
        for _ in range(2):
            with mlflow.start_run():
                self.log(LogisticRegression(max_iter=300).fit(X, y), registered_model_name=self.name)
        versions = self.client.search_model_versions(f"name = '{self.name}'")
        self.assertEqual({"1", "2"}, {str(v.version) for v in versions})

    def test_autolog(self):
        X, y = iris()
        mlflow.sklearn.autolog(registered_model_name=self.name)
        with mlflow.start_run() as run:
            RandomForestClassifier(n_estimators=5, random_state=1).fit(X, y)
        got = self.client.get_run(run.info.run_id)
        self.assertEqual("5", got.data.params["n_estimators"])
        self.assertIn("training_accuracy_score", got.data.metrics)
        self.assertEqual(1, len(got.inputs.dataset_inputs))
        self.assertEqual("1", str(self.client.get_model_version(self.name, "1").version))

    def test_autolog_of_a_grid_search_nests_runs(self):
        X, y = iris()
        mlflow.sklearn.autolog(max_tuning_runs=3)
        with mlflow.start_run() as run:
            GridSearchCV(LogisticRegression(max_iter=300), {"C": [0.1, 1, 10]}, cv=2).fit(X, y)
        children = self.client.search_runs(
            [self.experiment_id], f"tags.mlflow.parentRunId = '{run.info.run_id}'"
        )
        self.assertEqual(3, len(children))

    def test_evaluate(self):
        X, y = iris()
        X, y = X[y < 2], y[y < 2]
        model = LogisticRegression(max_iter=300).fit(X, y)
        frame = X.assign(label=y)
        with mlflow.start_run() as run:
            info = self.log(model)
            mlflow.models.evaluate(
                info.model_uri,
                frame,
                targets="label",
                model_type="classifier",
                evaluators="default",
                evaluator_config={"log_explainer": False},
            )
        self.assertIn("accuracy_score", self.client.get_run(run.info.run_id).data.metrics)

    @unittest.skipIf(MLFLOW_MAJOR < 3, "logged models came with 3.0")
    def test_logged_models(self):
        X, y = iris()
        with mlflow.start_run() as run:
            mlflow.log_metric("accuracy", 0.9)
            info = self.log(LogisticRegression(max_iter=300).fit(X, y), params={"flavour": "plain"})
        model = mlflow.get_logged_model(info.model_id)
        self.assertEqual("READY", str(model.status.value if hasattr(model.status, "value") else model.status))
        self.assertEqual(run.info.run_id, model.source_run_id)
        self.assertEqual({"flavour": "plain"}, model.params)
        found = mlflow.search_logged_models(experiment_ids=[self.experiment_id], output_format="list")
        self.assertEqual([info.model_id], [m.model_id for m in found])
        ranked = mlflow.search_logged_models(
            experiment_ids=[self.experiment_id],
            filter_string="metrics.accuracy > 0.5",
            order_by=[{"field_name": "metrics.accuracy", "ascending": False}],
            output_format="list",
        )
        self.assertEqual([info.model_id], [m.model_id for m in ranked])
        mlflow.set_logged_model_tags(info.model_id, {"k": "v"})
        self.assertEqual("v", mlflow.get_logged_model(info.model_id).tags["k"])
        self.client.delete_logged_model_tag(info.model_id, "k")
        self.assertNotIn("k", mlflow.get_logged_model(info.model_id).tags)

    def test_a_custom_python_model(self):
        class AddOne(mlflow.pyfunc.PythonModel):
            def predict(self, context, model_input, params=None):
                return model_input + 1

        target = {"name": "adder"} if MLFLOW_MAJOR >= 3 else {"artifact_path": "adder"}
        with mlflow.start_run():
            info = mlflow.pyfunc.log_model(**target, python_model=AddOne(), registered_model_name=self.name)
        frame = pandas.DataFrame({"x": [1, 2]})
        self.assertEqual([2, 3], list(mlflow.pyfunc.load_model(info.model_uri).predict(frame)["x"]))
