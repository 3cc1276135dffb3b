"""A Prefect flow that does nothing, on the server that Prefect starts for it."""

from prefect import flow


@flow
def nothing() -> None:
    """Nothing."""


if __name__ == "__main__":
    nothing()
