"""What tests share says as much of a false assertion as tests do."""

import pytest

pytest.register_assert_rewrite("tests.cases")
