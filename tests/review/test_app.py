"""The server of the review page."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.review.fake import FakeBackend
from woo_tool.errors import EnvironmentFaultError
from woo_tool.review.app import serve


@pytest.fixture
def backend(tmp_path: Path) -> FakeBackend:
    return FakeBackend(tmp_path)


_SERVE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.review.fake import last, FakeBackend
from woo_tool.review.app import serve
serve(FakeBackend(Path(sys.argv[2])), port=None, user="C. Beoordelaar")
"""


def test_the_server_prints_its_address_and_stops_quietly(tmp_path: Path) -> None:
    command = [sys.executable, "-u", "-c", _SERVE, str(Path(__file__).parents[2]), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        lines = iter(process.stdout.readline, b"")
        address = next(line.decode().strip() for line in lines if b"http://" in line)
        with httpx.Client(follow_redirects=True, trust_env=False) as client:
            answer = client.get(address)
        assert "0 van 3 pagina" in answer.text
        assert "server" not in answer.headers
        process.send_signal(signal.SIGINT)
        rest, faults = process.communicate(timeout=30)
    assert address.startswith("http://127.0.0.1:")
    assert (process.returncode, faults) == (0, b"")
    assert "gestopt" in rest.decode()


def test_a_port_that_is_taken_is_said_so(backend: FakeBackend) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(EnvironmentFaultError, match="kan niet worden gebruikt"):
            serve(backend, port=taken.getsockname()[1], user="C. Beoordelaar")
    with pytest.raises(EnvironmentFaultError):
        serve(backend, port=99999, user="C. Beoordelaar")
