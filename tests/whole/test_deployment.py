"""`prefect.yaml`, for those who have a server and a worker."""

import inspect

import pytest
import yaml
from prefect.cli.deploy._models import PrefectYamlModel
from prefect.flows import load_flow_from_entrypoint

from flows.refresh import refresh
from tests.cases.places import ROOT

FILE = ROOT / "prefect.yaml"


@pytest.fixture(scope="module")
def deployment():
    (only,) = PrefectYamlModel.model_validate(yaml.safe_load(FILE.read_bytes())).deployments
    return only


def test_the_entrypoint_is_the_flow_that_the_command_runs(deployment):
    assert load_flow_from_entrypoint(deployment.entrypoint, use_placeholder_flow=False) is refresh


def test_the_entrypoint_is_found_wherever_the_worker_runs(deployment):
    # A file is looked for in the worker's folder; a module, where it is installed.
    assert ":" not in deployment.entrypoint
    assert deployment.pull == []


def test_the_parameters_are_the_four_folders_as_absolute_paths(deployment):
    assert list(deployment.parameters) == list(inspect.signature(refresh.fn).parameters)
    assert all(path.startswith("/") for path in deployment.parameters.values())


def test_it_runs_every_morning_and_one_at_a_time(deployment):
    (schedule,) = deployment.schedules

    assert (schedule.cron, schedule.timezone) == ("0 6 * * *", "Europe/Paris")
    assert deployment.concurrency_limit.limit == 1
    assert deployment.concurrency_limit.collision_strategy == "CANCEL_NEW"


def test_every_key_is_one_that_prefect_reads(deployment):
    # Prefect says nothing of a key that it does not know.
    written = yaml.safe_load(FILE.read_bytes())

    assert set(written) <= set(PrefectYamlModel.model_fields)
    assert set(written["deployments"][0]) <= set(type(deployment).model_fields)
