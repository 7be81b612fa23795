import json
import os
import urllib.error
import urllib.request

from support import ClientTest, unique

BASE = os.environ["MLFLOW_TRACKING_URI"].rstrip("/")


def call(method, path, body=None, token=os.environ.get("MLFLOW_TRACKING_TOKEN"), raw=None):
    data = raw if raw is not None else (json.dumps(body).encode() if body is not None else None)
    request = urllib.request.Request(f"{BASE}/api/2.0/mlflow/{path}", data=data, method=method)
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


class Errors(ClientTest):
    def expect(self, status, code, answer):
        self.assertEqual((status, code), (answer[0], answer[1].get("error_code")), answer)

    def test_status_and_code_of_each_fault(self):
        missing, invalid = "RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"
        self.expect(404, missing, call("GET", "runs/get?run_id=" + "0" * 32))
        self.expect(404, missing, call("GET", "experiments/get?experiment_id=987654321"))
        self.expect(404, missing, call("GET", "experiments/get-by-name?experiment_name=" + unique("none")))
        self.expect(400, invalid, call("POST", "experiments/create", {}))
        self.expect(400, invalid, call("POST", "experiments/create", {"name": 1}))
        self.expect(400, invalid, call("POST", "runs/search", {"experiment_ids": ["0"], "max_results": -1}))
        self.expect(400, invalid, call("POST", "experiments/create", raw=b"{not json"))
        self.expect(404, "ENDPOINT_NOT_FOUND", call("GET", "no/such/endpoint"))
        self.expect(401, "UNAUTHENTICATED", call("GET", "experiments/get?experiment_id=0", token="gh_wrong"))
        self.expect(401, "UNAUTHENTICATED", call("GET", "experiments/get?experiment_id=0", token=None))

    def test_the_missing_parameter_is_named_in_mlflows_words(self):
        _, body = call("POST", "experiments/create", {})
        self.assertIn("Missing value for required parameter 'name'", body["message"])
        run = self.client.create_run(self.experiment_id).info.run_id
        bad = {"run_id": run, "metrics": [{"key": "m", "value": 1, "timestamp": "x", "step": 0}]}
        status, body = call("POST", "runs/log-batch", bad)
        self.assertEqual(400, status)
        self.assertIn("metrics[0].timestamp", body["message"])

    def test_limits(self):
        run = self.client.create_run(self.experiment_id).info.run_id
        point = {"key": "m", "value": 1, "timestamp": 1, "step": 0}
        too_many = {"run_id": run, "metrics": [{**point, "step": i} for i in range(1001)]}
        self.expect(400, "INVALID_PARAMETER_VALUE", call("POST", "runs/log-batch", too_many))
        long_key = {"run_id": run, "key": "p" * 251, "value": "x"}
        self.expect(400, "INVALID_PARAMETER_VALUE", call("POST", "runs/log-parameter", long_key))
        bad_key = {"run_id": run, "key": "../x", "value": "1"}
        self.expect(400, "INVALID_PARAMETER_VALUE", call("POST", "runs/log-parameter", bad_key))

    def test_a_batch_is_all_or_nothing(self):
        run = self.client.create_run(self.experiment_id).info.run_id
        self.client.log_param(run, "a", "1")
        batch = {
            "run_id": run,
            "metrics": [{"key": "m", "value": 1, "timestamp": 1, "step": 0}],
            "params": [{"key": "a", "value": "2"}],
        }
        self.expect(400, "INVALID_PARAMETER_VALUE", call("POST", "runs/log-batch", batch))
        self.assertEqual({}, self.client.get_run(run).data.metrics)
