import math
import time

import mlflow
from mlflow.entities import Metric, Param, RunStatus, RunTag, ViewType

from support import ClientTest, unique


class Runs(ClientTest):
    def test_a_run_reads_back_as_it_was_logged(self):
        with mlflow.start_run(run_name="first", description="what it is") as run:
            mlflow.log_param("lr", 0.1)
            mlflow.log_params({"depth": 3, "name": "ünïcode"})
            mlflow.log_metric("loss", 0.5, step=1)
            mlflow.log_metric("loss", 0.25, step=2)
            mlflow.log_metrics({"accuracy": 0.9, "f1": 0.8}, step=2)
            mlflow.set_tag("team", "a")
            mlflow.set_tags({"x": "1", "gone": "2"})
            mlflow.delete_tag("gone")
        got = self.client.get_run(run.info.run_id)
        self.assertEqual({"lr": "0.1", "depth": "3", "name": "ünïcode"}, got.data.params)
        self.assertEqual({"loss": 0.25, "accuracy": 0.9, "f1": 0.8}, got.data.metrics)
        self.assertEqual("a", got.data.tags["team"])
        self.assertNotIn("gone", got.data.tags)
        self.assertEqual("what it is", got.data.tags["mlflow.note.content"])
        self.assertEqual("first", got.info.run_name)
        self.assertEqual("FINISHED", got.info.status)
        self.assertGreaterEqual(got.info.end_time, got.info.start_time)
        history = self.client.get_metric_history(run.info.run_id, "loss")
        self.assertEqual([(1, 0.5), (2, 0.25)], sorted((m.step, m.value) for m in history))

    def test_renaming_keeps_name_and_tag_in_step(self):
        with mlflow.start_run(run_name="before") as run:
            mlflow.set_tag("mlflow.runName", "after")
        self.assertEqual("after", self.client.get_run(run.info.run_id).info.run_name)
        self.client.update_run(run.info.run_id, name="again")
        self.assertEqual("again", self.client.get_run(run.info.run_id).data.tags["mlflow.runName"])

    def test_a_nameless_run_is_given_a_name(self):
        with mlflow.start_run() as run:
            pass
        self.assertRegex(run.info.run_name, r"^\S+-\S+-\d+$")

    def test_a_failing_block_leaves_a_failed_run(self):
        with self.assertRaises(ZeroDivisionError):
            with mlflow.start_run() as run:
                1 / 0
        self.assertEqual("FAILED", self.client.get_run(run.info.run_id).info.status)

    def test_nested_runs_name_their_parent(self):
        with mlflow.start_run() as parent:
            with mlflow.start_run(nested=True) as child:
                mlflow.log_metric("m", 1)
        found = mlflow.search_runs(filter_string=f"tags.mlflow.parentRunId = '{parent.info.run_id}'")
        self.assertEqual([child.info.run_id], list(found.run_id))
        if hasattr(mlflow, "get_parent_run"):
            self.assertEqual(parent.info.run_id, mlflow.get_parent_run(child.info.run_id).info.run_id)

    def test_a_run_can_be_taken_up_again(self):
        with mlflow.start_run() as run:
            mlflow.log_metric("m", 1)
        with mlflow.start_run(run_id=run.info.run_id):
            mlflow.log_metric("m", 2, step=1)
        self.assertEqual(2, self.client.get_run(run.info.run_id).data.metrics["m"])

    def test_delete_and_restore(self):
        with mlflow.start_run() as run:
            pass
        self.client.delete_run(run.info.run_id)
        self.assertEqual("deleted", self.client.get_run(run.info.run_id).info.lifecycle_stage)
        self.assertEqual([], self.client.search_runs([self.experiment_id]))
        deleted = self.client.search_runs([self.experiment_id], run_view_type=ViewType.DELETED_ONLY)
        self.assertEqual(1, len(deleted))
        with self.refused("INVALID_PARAMETER_VALUE"):
            self.client.log_metric(run.info.run_id, "m", 1)
        self.client.restore_run(run.info.run_id)
        self.assertEqual(1, len(self.client.search_runs([self.experiment_id])))

    def test_terminating_sets_the_status(self):
        run = self.client.create_run(self.experiment_id)
        self.assertEqual("RUNNING", run.info.status)
        self.client.set_terminated(run.info.run_id, status="KILLED")
        self.assertEqual(
            "KILLED", RunStatus.to_string(RunStatus.from_string(self.client.get_run(run.info.run_id).info.status))
        )


class Batches(ClientTest):
    def test_a_large_batch_arrives_whole(self):
        run = self.client.create_run(self.experiment_id)
        now = int(time.time() * 1000)
        metrics = [Metric(f"m{i % 7}", i, now + i, i) for i in range(1500)]
        params = [Param(f"p{i}", str(i)) for i in range(150)]
        tags = [RunTag(f"t{i}", str(i)) for i in range(20)]
        with mlflow.start_run(run_id=run.info.run_id):
            mlflow.log_params({p.key: p.value for p in params})
        for start in range(0, len(metrics), 1000):
            self.client.log_batch(run.info.run_id, metrics=metrics[start : start + 1000])
        self.client.log_batch(run.info.run_id, tags=tags)
        data = self.client.get_run(run.info.run_id).data
        self.assertEqual(150, len(data.params))
        self.assertEqual(7, len(data.metrics))
        self.assertEqual(215, len(self.client.get_metric_history(run.info.run_id, "m0")))

    def test_nan_and_infinity_survive(self):
        with mlflow.start_run() as run:
            mlflow.log_metric("nan", math.nan)
            mlflow.log_metric("nan", math.nan)
            mlflow.log_metric("up", math.inf)
            mlflow.log_metric("down", -math.inf)
        metrics = self.client.get_run(run.info.run_id).data.metrics
        self.assertTrue(math.isnan(metrics["nan"]))
        self.assertGreater(metrics["up"], 1e308)
        self.assertLess(metrics["down"], -1e308)

    def test_the_latest_point_is_by_step_then_time(self):
        run = self.client.create_run(self.experiment_id)
        self.client.log_metric(run.info.run_id, "m", 1, timestamp=2000, step=5)
        self.client.log_metric(run.info.run_id, "m", 2, timestamp=9000, step=3)
        self.assertEqual(1, self.client.get_run(run.info.run_id).data.metrics["m"])

    def test_params_are_written_once(self):
        with mlflow.start_run() as run:
            mlflow.log_param("a", 1)
            mlflow.log_param("a", 1)
        with self.refused("INVALID_PARAMETER_VALUE") as refusal:
            self.client.log_param(run.info.run_id, "a", 2)
        self.assertIn("Changing param values is not allowed", refusal.message)


class Search(ClientTest):
    def setUp(self):
        super().setUp()
        for i in range(6):
            with mlflow.start_run(run_name=f"run-{i}"):
                mlflow.log_metric("acc", i / 10)
                mlflow.log_param("kind", "even" if i % 2 == 0 else "odd")
                mlflow.set_tag("group.name", f"g{i % 3}")
                if i == 5:
                    mlflow.log_metric("acc", math.nan, step=1)

    def names(self, filter_string="", **more):
        found = self.client.search_runs([self.experiment_id], filter_string, **more)
        return [run.info.run_name for run in found]

    def test_filters(self):
        self.assertEqual({"run-3", "run-4"}, set(self.names("metrics.acc > 0.25")))
        self.assertEqual({"run-1", "run-3", "run-5"}, set(self.names("params.kind = 'odd'")))
        self.assertEqual({"run-2"}, set(self.names("params.kind = 'even' and metrics.acc = 0.2")))
        self.assertEqual({"run-1", "run-4"}, set(self.names("tags.`group.name` LIKE 'g1'")))
        self.assertEqual({"run-2"}, set(self.names("attributes.run_name ILIKE '%-2'")))
        self.assertEqual(6, len(self.names("attributes.status = 'FINISHED'")))
        self.assertEqual({"run-0", "run-5"}, set(self.names("run_name IN ('run-0', 'run-5')")))

    def test_or_and_parentheses_go_beyond_mlflow(self):
        self.assertEqual(
            {"run-0", "run-1", "run-3"},
            set(self.names("(metrics.acc < 0.05) OR (params.kind = 'odd' AND metrics.acc < 0.4)")),
        )

    def test_order_puts_nan_after_numbers(self):
        self.assertEqual(
            ["run-4", "run-3", "run-2", "run-1", "run-0", "run-5"],
            self.names(order_by=["metrics.acc DESC"]),
        )
        self.assertEqual("run-5", self.names()[0], "newest first by default")

    def test_pages_cover_everything_once(self):
        token, seen = None, []
        while True:
            page = self.client.search_runs([self.experiment_id], max_results=4, page_token=token)
            seen += [run.info.run_id for run in page]
            token = page.token
            if not token:
                break
        self.assertEqual(6, len(seen))
        self.assertEqual(6, len(set(seen)))

    def test_the_data_frame_has_the_columns(self):
        frame = mlflow.search_runs(order_by=["attributes.start_time ASC"])
        self.assertEqual(6, len(frame))
        self.assertIn("metrics.acc", frame.columns)
        self.assertIn("params.kind", frame.columns)
        self.assertEqual("run-0", frame["tags.mlflow.runName"][0])

    def test_a_bad_filter_is_refused(self):
        with self.refused("INVALID_PARAMETER_VALUE"):
            self.names("metrics.acc LIKE 'x'")
        with self.refused("INVALID_PARAMETER_VALUE"):
            self.names("nonsense.key = 'x'")


class Experiments(ClientTest):
    def test_life_of_an_experiment(self):
        name = unique("life")
        made = self.client.create_experiment(name, tags={"a": "1"})
        self.client.set_experiment_tag(made, "b", "2")
        self.client.rename_experiment(made, name + "-renamed")
        got = self.client.get_experiment(made)
        self.assertEqual(name + "-renamed", got.name)
        self.assertEqual({"a": "1", "b": "2"}, {k: got.tags[k] for k in "ab"})
        self.client.delete_experiment(made)
        self.assertEqual("deleted", self.client.get_experiment(made).lifecycle_stage)
        self.client.restore_experiment(made)
        self.assertEqual("active", self.client.get_experiment_by_name(name + "-renamed").lifecycle_stage)

    def test_search_and_pages(self):
        stem = unique("many")
        for i in range(5):
            self.client.create_experiment(f"{stem}-{i}", tags={"stem": stem})
        found = self.client.search_experiments(filter_string=f"tags.stem = '{stem}'", max_results=2)
        self.assertEqual(2, len(found))
        everything = mlflow.search_experiments(filter_string=f"name LIKE '{stem}%'", order_by=["name ASC"])
        self.assertEqual([f"{stem}-{i}" for i in range(5)], [e.name for e in everything])

    def test_a_name_is_taken_once(self):
        with self.refused("RESOURCE_ALREADY_EXISTS"):
            self.client.create_experiment(self.experiment_name)

    def test_missing_things_are_missing(self):
        self.assertIsNone(self.client.get_experiment_by_name(unique("nowhere")))
        with self.refused("RESOURCE_DOES_NOT_EXIST"):
            self.client.get_experiment("123456789")
        with self.refused("RESOURCE_DOES_NOT_EXIST"):
            self.client.get_run("0" * 32)


class Datasets(ClientTest):
    def test_inputs_read_back_and_can_be_searched(self):
        import pandas

        frame = pandas.DataFrame({"x": [1.0, 2.0], "y": [0, 1]})
        data = mlflow.data.from_pandas(frame, source="https://data.example.com/a.csv", name="table", targets="y")
        with mlflow.start_run() as run:
            mlflow.log_input(data, context="training", tags={"split": "a"})
            mlflow.log_input(data, context="training")
        inputs = self.client.get_run(run.info.run_id).inputs.dataset_inputs
        self.assertEqual(1, len(inputs))
        self.assertEqual("table", inputs[0].dataset.name)
        self.assertEqual(data.digest, inputs[0].dataset.digest)
        self.assertIn("training", [tag.value for tag in inputs[0].tags])
        found = mlflow.search_runs(filter_string="datasets.name = 'table'")
        self.assertEqual([run.info.run_id], list(found.run_id))
