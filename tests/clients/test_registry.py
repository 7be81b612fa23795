import mlflow
from mlflow.exceptions import MlflowException

from support import ClientTest, unique


class Registry(ClientTest):
    def setUp(self):
        super().setUp()
        self.name = unique("model")

    def version(self, name=None):
        with mlflow.start_run() as run:
            mlflow.log_text("weights", "model/weights.txt")
            mlflow.log_text("flavors: {}\n", "model/MLmodel")
        source = f"{run.info.artifact_uri}/model"
        return self.client.create_model_version(name or self.name, source, run.info.run_id)

    def test_life_of_a_model(self):
        made = self.client.create_registered_model(self.name, tags={"a": "1"}, description="first")
        self.assertEqual(self.name, made.name)
        self.client.update_registered_model(self.name, description="second")
        self.client.set_registered_model_tag(self.name, "b", "2")
        self.client.delete_registered_model_tag(self.name, "a")
        got = self.client.get_registered_model(self.name)
        self.assertEqual("second", got.description)
        self.assertEqual({"b": "2"}, dict(got.tags))
        with self.refused("RESOURCE_ALREADY_EXISTS"):
            self.client.create_registered_model(self.name)
        renamed = self.name + "-renamed"
        self.client.rename_registered_model(self.name, renamed)
        with self.refused("RESOURCE_DOES_NOT_EXIST"):
            self.client.get_registered_model(self.name)
        self.client.delete_registered_model(renamed)
        with self.refused("RESOURCE_DOES_NOT_EXIST"):
            self.client.get_registered_model(renamed)

    def test_life_of_a_version(self):
        self.client.create_registered_model(self.name)
        first, second = self.version(), self.version()
        self.assertEqual(["1", "2"], [str(first.version), str(second.version)])
        self.assertEqual("READY", first.status)
        self.client.update_model_version(self.name, "1", description="what it is")
        self.client.set_model_version_tag(self.name, "1", "k", "v")
        got = self.client.get_model_version(self.name, "1")
        self.assertEqual(("what it is", {"k": "v"}), (got.description, dict(got.tags)))
        self.client.delete_model_version_tag(self.name, "1", "k")
        self.assertEqual({}, dict(self.client.get_model_version(self.name, "1").tags))
        self.assertTrue(self.client.get_model_version_download_uri(self.name, "1"))
        self.client.delete_model_version(self.name, "2")
        with self.refused("RESOURCE_DOES_NOT_EXIST"):
            self.client.get_model_version(self.name, "2")
        self.assertEqual("3", str(self.version().version), "a number is never used twice")

    def test_aliases(self):
        self.client.create_registered_model(self.name)
        self.version(), self.version()
        self.client.set_registered_model_alias(self.name, "candidate", "1")
        self.client.set_registered_model_alias(self.name, "candidate", "2")
        self.assertEqual("2", str(self.client.get_model_version_by_alias(self.name, "candidate").version))
        self.assertEqual({"candidate": "2"}, {k: str(v) for k, v in self.client.get_registered_model(self.name).aliases.items()})
        self.assertEqual(["candidate"], list(self.client.get_model_version(self.name, "2").aliases))
        self.client.delete_registered_model_alias(self.name, "candidate")
        with self.refused("INVALID_PARAMETER_VALUE"):
            self.client.get_model_version_by_alias(self.name, "candidate")
        with self.assertRaises(MlflowException):
            self.client.set_registered_model_alias(self.name, "latest", "1")
        self.client.set_registered_model_alias(self.name, "old", "1")
        self.client.delete_model_version(self.name, "1")
        with self.refused("INVALID_PARAMETER_VALUE"):
            self.client.get_model_version_by_alias(self.name, "old")

    def test_stages(self):
        self.client.create_registered_model(self.name)
        self.version(), self.version()
        moved = self.client.transition_model_version_stage(self.name, "1", "Staging")
        self.assertEqual("Staging", moved.current_stage)
        self.client.transition_model_version_stage(self.name, "2", "staging", archive_existing_versions=True)
        self.assertEqual("Archived", self.client.get_model_version(self.name, "1").current_stage)
        [latest] = self.client.get_latest_versions(self.name, stages=["Staging"])
        self.assertEqual("2", str(latest.version))
        with self.refused("INVALID_PARAMETER_VALUE"):
            self.client.transition_model_version_stage(self.name, "1", "Elsewhere")

    def test_searches(self):
        other = self.name + "-other"
        for name in (self.name, other):
            self.client.create_registered_model(name, tags={"stem": self.name})
        version = self.version()
        self.version(other)
        names = [m.name for m in self.client.search_registered_models(f"name LIKE '{self.name}%'")]
        self.assertEqual(sorted([self.name, other]), sorted(names))
        tagged = self.client.search_registered_models(f"tags.stem = '{self.name}'", order_by=["name DESC"], max_results=1)
        self.assertEqual([other], [m.name for m in tagged])
        self.assertTrue(tagged.token)
        found = self.client.search_model_versions(f"run_id = '{version.run_id}'")
        self.assertEqual([(self.name, "1")], [(v.name, str(v.version)) for v in found])
        self.assertEqual(1, len(self.client.search_model_versions(f"name = '{self.name}'")))

    def test_register_model_by_run(self):
        with mlflow.start_run() as run:
            mlflow.log_text("flavors: {}\n", "model/MLmodel")
        made = mlflow.register_model(f"runs:/{run.info.run_id}/model", self.name)
        self.assertEqual("1", str(made.version))
        self.assertEqual(run.info.run_id, made.run_id)

    def test_missing_things_are_missing(self):
        with self.refused("RESOURCE_DOES_NOT_EXIST"):
            self.client.get_registered_model(self.name)
        with self.refused("RESOURCE_DOES_NOT_EXIST"):
            self.client.create_model_version(self.name, "mlflow-artifacts:/0/x/artifacts/model")
        self.client.create_registered_model(self.name)
        with self.refused("RESOURCE_DOES_NOT_EXIST"):
            self.client.get_model_version(self.name, "7")
