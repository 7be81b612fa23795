"""What MLflow's own server takes without a word must not end a script here."""

import os
import tempfile
import time
import unittest

import mlflow
import requests

from support import MLFLOW_MAJOR, ClientTest, unique

MARK = "gatehouse.truncated"


class Bending(ClientTest):
    def test_values_too_long_are_cut_and_the_rest_is_kept(self):
        with mlflow.start_run() as run:
            mlflow.log_params({"lr": 0.1, "features": "x" * 7000})
            mlflow.set_tags({"team": "risk", "mlflow.note.content": "n" * 9000})
            mlflow.log_metric("acc", 0.9)
        data = self.client.get_run(run.info.run_id).data
        self.assertEqual({"lr": "0.1", "features": "x" * 6000}, data.params)
        self.assertEqual(8000, len(data.tags["mlflow.note.content"]))
        self.assertEqual(0.9, data.metrics["acc"])
        self.assertIn('param "features" cut from 7000 to 6000 characters', data.tags[MARK])
        self.assertIn('tag "mlflow.note.content" cut from 9000 to 8000', data.tags[MARK])

    def test_characters_are_counted_as_the_client_counts_them(self):
        text = "😀" * 6000
        with mlflow.start_run() as run:
            mlflow.log_param("emoji", text)
        data = self.client.get_run(run.info.run_id).data
        self.assertEqual(text, data.params["emoji"])
        self.assertNotIn(MARK, data.tags)

    def test_nanoseconds_are_kept_to_the_last_one(self):
        step = time.time_ns() | 1
        with mlflow.start_run() as run:
            mlflow.log_metric("m", 1.0, step=step)
            mlflow.log_metrics({"m": 2.0, "n": 3.0}, step=step + 1)
            self.client.log_metric(run.info.run_id, "m", 3.0, timestamp=step, step=-step)
        points = self.client.get_metric_history(run.info.run_id, "m")
        self.assertEqual(
            [(-step, 3.0), (step, 1.0), (step + 1, 2.0)],
            sorted((point.step, point.value) for point in points),
        )
        self.assertIn(step, [point.timestamp for point in points])

    def test_images_of_any_step_come_down_alone_and_by_folder(self):
        import numpy
        from PIL import Image

        # the client writes the step into the name behind a percent sign: 20 reads as a blank, 41 as a letter
        steps = [0, 4, 10, 20, 25, 41, 99]
        with mlflow.start_run() as run:
            for step in steps:
                image = numpy.full((4, 4, 3), step, dtype=numpy.uint8)
                mlflow.log_image(image, key="dog", step=step, synchronous=True)
        listed = self.client.list_artifacts(run.info.run_id, "images")
        full = [file.path for file in listed if "compressed" not in file.path]
        self.assertEqual(len(steps), len(full))
        with tempfile.TemporaryDirectory() as target:
            folder = mlflow.artifacts.download_artifacts(
                run_id=run.info.run_id, artifact_path="images", dst_path=target
            )
            self.assertEqual(len(listed), len(os.listdir(folder)))
        pixels = set()
        for path in full:
            file = mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path=path)
            pixels.add(int(numpy.asarray(Image.open(file))[0, 0, 0]))
        self.assertEqual(set(steps), pixels)

    def test_keys_of_any_alphabet_are_found(self):
        with mlflow.start_run() as run:
            mlflow.log_metric("точность", 0.9)
            mlflow.log_param("größe", "x")
        for condition in ["metrics.точность > 0.5", "params.größe = 'x'"]:
            found = self.client.search_runs([self.experiment_id], condition)
            self.assertEqual([run.info.run_id], [each.info.run_id for each in found])

    def test_the_alias_latest_is_the_newest_version(self):
        name = unique("newest")
        self.client.create_registered_model(name)
        for _ in range(2):
            self.client.create_model_version(name, "mlflow-artifacts:/1/r/artifacts/model")
        self.assertEqual(
            "2", str(self.client.get_model_version_by_alias(name, "latest").version)
        )

    def test_restoring_an_experiment_undoes_its_deletion_alone(self):
        with mlflow.start_run() as gone:
            pass
        with mlflow.start_run() as kept:
            pass
        self.client.delete_run(gone.info.run_id)
        self.client.delete_experiment(self.experiment_id)
        self.client.restore_experiment(self.experiment_id)
        stages = [
            self.client.get_run(run.info.run_id).info.lifecycle_stage for run in (gone, kept)
        ]
        self.assertEqual(["deleted", "active"], stages)

    def test_a_place_relative_to_nothing_is_the_server_s_own(self):
        experiment = self.client.create_experiment(unique("placed"), "./mlruns")
        with mlflow.start_run(experiment_id=experiment) as run:
            mlflow.log_text("hello", "a.txt")
        self.assertEqual(["a.txt"], [f.path for f in self.client.list_artifacts(run.info.run_id)])

    @unittest.skipIf(MLFLOW_MAJOR < 3, "logged models and prompts are of MLflow 3")
    def test_many_logged_models_may_be_asked_for_and_prompts_are_declined(self):
        found = mlflow.search_logged_models(
            experiment_ids=[self.experiment_id], max_results=5000, output_format="list"
        )
        self.assertEqual([], found)
        with self.assertRaisesRegex(mlflow.exceptions.MlflowException, "Prompts are not kept here"):
            mlflow.genai.register_prompt(name=unique("prompt"), template="Hi {{name}}")


class Addresses(ClientTest):
    """Addresses as clients make them: the tracking URI and what they append."""

    def get(self, path, **more):
        headers = {"Authorization": f"Bearer {os.environ['MLFLOW_TRACKING_TOKEN']}"}
        uri = os.environ["MLFLOW_TRACKING_URI"]
        return requests.get(uri + path, headers=headers, allow_redirects=False, **more)

    def test_version_and_health_answer_in_text(self):
        self.assertRegex(self.get("/version").text, r"^3\.\d+\.\d+$")
        self.assertEqual("OK", self.get("/health").text)

    def test_what_is_not_there_is_told_in_json(self):
        for path in ["/api/1.0/mlflow/runs/get", "/api/2.0/mlflow/nothing", "/api/nothing"]:
            answer = self.get(path)
            found = (answer.status_code, answer.json()["error_code"])
            self.assertEqual((404, "ENDPOINT_NOT_FOUND"), found)
        answer = self.get("/api/2.0/mlflow/runs/search")
        found = (answer.status_code, answer.json()["error_code"])
        self.assertEqual((405, "ENDPOINT_NOT_FOUND"), found)

    def test_a_get_is_read_by_its_body(self):
        answer = self.get(
            "/api/2.0/mlflow/experiments/get", json={"experiment_id": self.experiment_id}
        )
        self.assertEqual(self.experiment_name, answer.json()["experiment"]["name"])

    def test_a_file_s_length_is_told(self):
        with mlflow.start_run() as run:
            mlflow.log_text("0123456789", "digits.txt")
        answer = self.get(f"/get-artifact?run_id={run.info.run_id}&path=digits.txt")
        self.assertEqual("10", answer.headers["Content-Length"])
        self.assertEqual("attachment; filename=digits.txt", answer.headers["Content-Disposition"])
