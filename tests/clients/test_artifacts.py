import json
import os
import tempfile

import mlflow

from support import ClientTest


class Artifacts(ClientTest):
    def write(self, folder, path, content):
        full = os.path.join(folder, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as file:
            file.write(content)

    def test_folders_go_up_and_come_down_whole(self):
        files = {
            "top.txt": b"top",
            "a/b/c/deep.bin": bytes(range(256)) * 400,
            "a/empty.txt": b"",
            "a/with space & 100% ü.txt": b"odd name",
        }
        with tempfile.TemporaryDirectory() as folder, mlflow.start_run() as run:
            for path, content in files.items():
                self.write(folder, path, content)
            mlflow.log_artifacts(folder, "tree")
        with tempfile.TemporaryDirectory() as target:
            got = mlflow.artifacts.download_artifacts(
                run_id=run.info.run_id, artifact_path="tree", dst_path=target
            )
            for path, content in files.items():
                with open(os.path.join(got, path), "rb") as file:
                    self.assertEqual(content, file.read(), path)

    def test_lists_name_files_and_folders(self):
        with mlflow.start_run() as run:
            mlflow.log_text("hello", "notes/hello.txt")
            mlflow.log_dict({"a": 1}, "data.json")
        top = {f.path: (f.is_dir, f.file_size) for f in self.client.list_artifacts(run.info.run_id)}
        self.assertTrue(top["notes"][0])
        self.assertFalse(top["data.json"][0])
        [inner] = self.client.list_artifacts(run.info.run_id, "notes")
        self.assertEqual(("notes/hello.txt", 5), (inner.path, inner.file_size))
        self.assertEqual([], self.client.list_artifacts(run.info.run_id, "nowhere"))

    def test_text_json_and_tables_load(self):
        with mlflow.start_run() as run:
            mlflow.log_text("héllo", "a.txt")
            mlflow.log_dict({"k": [1, 2]}, "b.json")
            mlflow.log_table({"q": ["x", "y"], "score": [1, 2]}, "table.json")
            mlflow.log_table({"q": ["z"], "score": [3]}, "table.json")
        root = run.info.artifact_uri
        self.assertEqual("héllo", mlflow.artifacts.load_text(f"{root}/a.txt"))
        self.assertEqual({"k": [1, 2]}, mlflow.artifacts.load_dict(f"{root}/b.json"))
        table = mlflow.load_table("table.json", run_ids=[run.info.run_id])
        self.assertEqual([1, 2, 3], list(table["score"]))

    def test_images_with_percent_names(self):
        import numpy

        with mlflow.start_run() as run:
            mlflow.log_image(numpy.zeros((8, 8, 3), dtype="uint8"), key="dogs", step=3)
        paths = [f.path for f in self.client.list_artifacts(run.info.run_id, "images")]
        self.assertEqual(2, len(paths), paths)
        for path in paths:
            mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path=path)

    def test_figures(self):
        import matplotlib

        matplotlib.use("Agg")
        from matplotlib import pyplot

        figure, axes = pyplot.subplots()
        axes.plot([1, 2, 3])
        with mlflow.start_run() as run:
            mlflow.log_figure(figure, "plots/line.png")
        self.assertEqual(["plots/line.png"], [f.path for f in self.client.list_artifacts(run.info.run_id, "plots")])

    def test_overwriting_keeps_the_last(self):
        with mlflow.start_run() as run:
            mlflow.log_text("one", "x.txt")
            mlflow.log_text("two", "x.txt")
        self.assertEqual("two", mlflow.artifacts.load_text(f"{run.info.artifact_uri}/x.txt"))

    def test_a_larger_file_keeps_every_byte(self):
        content = os.urandom(12 * 1024 * 1024)
        with tempfile.TemporaryDirectory() as folder, mlflow.start_run() as run:
            path = os.path.join(folder, "weights.bin")
            with open(path, "wb") as file:
                file.write(content)
            mlflow.log_artifact(path)
            back = mlflow.artifacts.download_artifacts(
                run_id=run.info.run_id, artifact_path="weights.bin", dst_path=folder + "/back"
            )
            with open(back, "rb") as file:
                self.assertEqual(content, file.read())

    def test_a_missing_artifact_is_missing_at_once(self):
        with mlflow.start_run() as run:
            pass
        with self.assertRaises(Exception) as caught:
            mlflow.artifacts.load_text(f"{run.info.artifact_uri}/nothing.txt")
        self.assertNotIn("Max retries", str(caught.exception))
        self.assertNotIn("500", json.dumps(str(caught.exception)))
