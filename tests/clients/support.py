"""What the client tests share. The server is named by MLFLOW_TRACKING_URI and MLFLOW_TRACKING_TOKEN alone."""

import unittest
import uuid

import mlflow
from mlflow import MlflowClient

MLFLOW_MAJOR = int(mlflow.__version__.split(".")[0])


def unique(stem):
    return f"{stem}-{uuid.uuid4().hex[:8]}"


class ClientTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.client = MlflowClient()

    def setUp(self):
        self.experiment_name = unique(self.id().rsplit(".", 1)[-1])
        self.experiment_id = mlflow.set_experiment(self.experiment_name).experiment_id
        self.addCleanup(end_all_runs)

    def refused(self, code):
        """Asserts an MlflowException with this error code."""
        return Refused(self, code)


def end_all_runs():
    while mlflow.active_run():
        mlflow.end_run()


class Refused:
    def __init__(self, case, code):
        self.case, self.code = case, code
        self.message = None

    def __enter__(self):
        return self

    def __exit__(self, kind, error, _trace):
        self.case.assertIsNotNone(error, f"nothing was refused; expected {self.code}")
        if not isinstance(error, mlflow.exceptions.MlflowException):
            return False
        self.message = str(error)
        self.case.assertEqual(self.code, error.error_code, self.message)
        return True
