"""What leaves a task holds nothing of what went wrong below it."""

import errno
import os
import traceback

import pytest

from consultation.machine.failures import only_organiser_errors
from consultation.words.errors import OrganiserError

ADDRESS = "jeanne.martin@example.org"


def everything_kept_of(error: BaseException) -> str:
    """What Prefect stores of a failed task: message, attributes, traceback and its causes."""
    return "".join([repr(vars(error)), repr(error), *traceback.format_exception(error)])


def test_an_unforeseen_error_is_named_by_its_class_only(monkeypatch, capsys):
    with pytest.raises(OrganiserError) as raised, only_organiser_errors("a.csv"):
        int(ADDRESS)

    assert raised.value.code == "unexpected"
    assert "a.csv\u00a0: une erreur imprévue est survenue (ValueError)" in raised.value.message
    assert ADDRESS not in everything_kept_of(raised.value) + capsys.readouterr().err

    # A developer may see the text, on the terminal.
    monkeypatch.setenv("FAIRE_MASSE_DEBUG", "1")
    with pytest.raises(OrganiserError), only_organiser_errors("a.csv"):
        int(ADDRESS)
    assert ADDRESS in capsys.readouterr().err


def test_an_error_for_organisers_is_cut_from_its_causes():
    refusal = OrganiserError("truncated_file")
    refusal.__context__ = refusal.__cause__ = ValueError(ADDRESS)
    with pytest.raises(OrganiserError) as raised, only_organiser_errors("a.csv"):
        raise refusal

    assert raised.value.code == "truncated_file"
    assert raised.value.__context__ is None
    assert ADDRESS not in everything_kept_of(raised.value)


def test_an_error_that_says_nothing_on_a_disk_that_is_full_is_the_disk_s(monkeypatch, tmp_path):
    """Prefect's server, whose database can't grow, answers that something went wrong."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    def no_space_left(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space_left)

    with pytest.raises(OrganiserError) as raised, only_organiser_errors("a.csv"):
        raise RuntimeError("Internal Server Error")

    assert (raised.value.code, raised.value.where) == ("disk_full", str(tmp_path))


# As DuckDB 2.0 was seen to tell of a Ctrl-C.
REGISTERED = "Invalid Input Error: reading the schema of the object registered as 'page' failed"


@pytest.mark.parametrize(
    ("error", "leaves"),
    [
        # A signal is an interruption and no refusal, in a query too.
        (KeyboardInterrupt(), KeyboardInterrupt),
        (RuntimeError("Query interrupted"), KeyboardInterrupt),
        (RuntimeError(f"{REGISTERED}: KeyboardInterrupt: "), KeyboardInterrupt),
        # An answer that says the same interrupts nothing.
        (RuntimeError("« Query interrupted »"), OrganiserError),
        (RuntimeError(f"{REGISTERED}: KeyboardInterrupt: »"), OrganiserError),
    ],
)
def test_a_signal_is_an_interruption_and_what_only_looks_so_an_error(error, leaves):
    with pytest.raises(leaves), only_organiser_errors("a.csv"):
        raise error


@pytest.mark.parametrize("name", ["caf\udce9.tsv", "caf\udcc3\udca9.tsv", f"caf{chr(0xD800)}.tsv"])
def test_a_name_that_is_no_text_is_said_in_text(name):
    """Prefect's logger, DuckDB and JSON stumble over lone surrogates."""
    error = OrganiserError("data_in_the_way", folder=name, names=[name])

    for part in (error.what, error.where, error.advice, error.message, str(error)):
        assert part.encode("utf-8").decode("utf-8").count("caf") >= 1
    assert error.where.endswith(".tsv")


def test_a_place_that_is_closed_to_us_is_named():
    with pytest.raises(OrganiserError) as closed, only_organiser_errors("petit"):
        raise PermissionError(13, "Permission denied", "/srv/inbox/petit")

    assert (closed.value.code, closed.value.where) == ("closed_place", "/srv/inbox/petit")
    assert "Permission denied" not in closed.value.message
