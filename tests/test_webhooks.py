"""Changes told to a real receiver on loopback: signed, in order, tried again, never passed over, known again when doubled."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pipeline.cli.main import command
from pipeline.dataset.tables import Dataset
from pipeline.errors import DatasetBusy, DatasetError
from pipeline.registry.facade import Registry
from pipeline.webhooks import Deliverer, Patience, Subscription, position, read, signature, verified
from tests.registry_story import Story, build, opening_in_naryn

pytestmark = pytest.mark.xdist_group("registry")

SECRET = "a secret of the two of us"
NOW = 1_930_000_000.4


@dataclass
class Receiver:
    """What came, and what is answered: the first of `answers`, then 204."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)

    @property
    def tried(self) -> list[int]:
        return [int(headers["webhook-id"]) for headers, _ in self.came]


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            receiver.came.append(({name.lower(): value for name, value in self.headers.items()}, body))
            status = receiver.answers.pop(0) if receiver.answers else 204
            if status < 300:
                receiver.taken.append(json.loads(body)["seq"])
            self.send_response(status)
            if status == 429:
                self.send_header("Retry-After", "7")
            if 300 <= status < 400:
                self.send_header("Location", f"{receiver.url}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return build(tmp_path / "processed", [opening_in_naryn()[:3]])


def subscription(receiver: Receiver, **more: Any) -> Subscription:
    return Subscription(**{"name": "museum", "url": receiver.url, "secret": SECRET} | more)


def deliverer(folder: Path, sleep: Callable[[float], None] = lambda _: None, **patience: Any) -> Deliverer:
    return Deliverer(folder, Patience(**{"timeout": 10.0, "tries": 4} | patience), now=lambda: NOW, sleep=sleep)


def log(folder: Path) -> list[int]:
    return [change.seq for change in Registry.open(folder).changes()]


class TestDelivery:
    def test_every_change_comes_once_in_order_and_whole(self, folder: Path, receiver: Receiver) -> None:
        (done,) = deliverer(folder).run([subscription(receiver)])
        assert (done.failure, done.sent, done.position) == (None, len(log(folder)), log(folder)[-1])
        sent = [json.loads(body) for _, body in receiver.came]
        assert sent == [change.model_dump(mode="json") for change in Registry.open(folder).changes()]
        assert {headers["content-type"] for headers, _ in receiver.came} == {"application/json"}

    def test_it_is_signed_and_numbered(self, folder: Path, receiver: Receiver) -> None:
        deliverer(folder).run([subscription(receiver)])
        for headers, body in receiver.came:
            seq = str(json.loads(body)["seq"])
            assert (headers["idempotency-key"], headers["webhook-id"]) == (f'"{seq}"', seq)
            assert verified(SECRET.encode(), headers, body, now=NOW + 200)

    def test_a_second_run_sends_only_what_is_new(self, folder: Path, receiver: Receiver) -> None:
        deliverer(folder).run([subscription(receiver)])
        before = len(receiver.came)
        assert deliverer(folder).run([subscription(receiver)])[0].sent == 0
        build(folder, [[Story("A house opens.", published="2031-01-01").centre("Moss Study House", country="NO").record]])
        assert deliverer(folder).run([subscription(receiver)])[0].sent == 1
        assert len(receiver.came) == before + 1
        assert receiver.taken == log(folder)

    def test_kinds_and_a_beginning_can_be_chosen(self, folder: Path, receiver: Receiver) -> None:
        known = list(Registry.open(folder).changes(since=2))
        (done,) = deliverer(folder).run([subscription(receiver, kinds=("person",), since=2)])
        assert receiver.taken == [change.seq for change in known if change.kind == "person"]
        assert 0 < done.sent < len(known)
        assert done.position == log(folder)[-1]


class TestFailures:
    @pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
    def test_a_receiver_that_fails_at_first_is_tried_again(self, folder: Path, receiver: Receiver, status: int) -> None:
        receiver.answers = [status, status, 200]
        (done,) = deliverer(folder).run([subscription(receiver)])
        assert done.failure is None
        assert receiver.tried[:4] == [1, 1, 1, 2]
        assert receiver.taken == log(folder)

    def test_pauses_grow_and_the_receiver_may_ask_for_longer(self, folder: Path, receiver: Receiver) -> None:
        pauses: list[float] = []
        receiver.answers = [500, 500, 429]
        deliverer(folder, pauses.append, pause=1.5).run([subscription(receiver)])
        assert pauses == [1.5, 3.0, 7.0]

    def test_nothing_is_passed_over_when_patience_ends(self, folder: Path, receiver: Receiver) -> None:
        receiver.answers = [200, *[503] * 4]
        (done,) = deliverer(folder).run([subscription(receiver)])
        assert done.failure is not None
        assert "change 2" in done.failure
        assert "503" in done.failure
        assert (done.sent, position(folder, subscription(receiver))) == (1, 1)
        assert deliverer(folder).run([subscription(receiver)])[0].failure is None
        assert receiver.taken == log(folder)

    @pytest.mark.parametrize("status", [400, 401, 404, 410, 301, 308])
    def test_what_will_not_change_is_not_tried_again_nor_followed(self, folder: Path, receiver: Receiver, status: int) -> None:
        receiver.answers = [status]
        (done,) = deliverer(folder).run([subscription(receiver)])
        assert str(status) in str(done.failure)
        assert receiver.tried == [1]

    def test_one_that_is_down_stops_no_other(self, folder: Path, receiver: Receiver) -> None:
        with receiving() as gone:
            pass
        down = subscription(gone, name="down")
        first, second = deliverer(folder, tries=2).run([down, subscription(receiver)])
        assert "cannot be reached" in str(first.failure)
        assert (second.failure, receiver.taken) == (None, log(folder))

    def test_a_kill_between_taking_and_remembering_repeats_one_change_with_its_key(
        self, folder: Path, receiver: Receiver
    ) -> None:
        class Killed(BaseException):
            pass

        class Dying(Deliverer):
            def _remember(self, subscription: Subscription, seq: int) -> None:
                if seq == 3:
                    raise Killed
                super()._remember(subscription, seq)

        with pytest.raises(Killed):
            Dying(folder, Patience(tries=1)).run([subscription(receiver)])
        deliverer(folder).run([subscription(receiver)])
        keys = [headers["idempotency-key"] for headers, _ in receiver.came]
        assert keys == [f'"{seq}"' for seq in (1, 2, 3, 3, *log(folder)[3:])]

    def test_two_at_once(self, folder: Path, receiver: Receiver) -> None:
        with Dataset(folder / "webhooks").locked(), pytest.raises(DatasetBusy):
            deliverer(folder).run([subscription(receiver)])
        assert receiver.came == []

    def test_another_registry_is_noticed(self, folder: Path, receiver: Receiver, tmp_path: Path) -> None:
        deliverer(folder).run([subscription(receiver)])
        (folder / "webhooks" / "museum.json").write_text('{"position": 900}')
        assert "is it another one" in str(deliverer(folder).run([subscription(receiver)])[0].failure)
        (folder / "webhooks" / "museum.json").write_text("nine")
        with pytest.raises(DatasetError, match=r"museum\.json cannot be read"):
            deliverer(folder).run([subscription(receiver)])


class TestSignatures:
    def test_the_known_vector_of_hmac(self) -> None:
        # echo -n '5.1930000000.{}' | openssl dgst -sha256 -hmac key -binary | base64
        assert signature(b"key", "5", 1_930_000_000, b"{}") == "v1,Nua4LRYOhGkQXQrU4WDt3ERM/bypIurXXU/vAZCNNzs="

    @pytest.mark.parametrize(
        "forged",
        [
            {"webhook-id": "2"},
            {"webhook-timestamp": "1930000001"},
            {"webhook-timestamp": "soon"},
            {"webhook-timestamp": "²"},
            {"webhook-signature": "v1,AAAA"},
            {"webhook-signature": ""},
            {"webhook-signature": "v1,é"},
        ],
    )
    def test_what_was_changed_is_not_ours(self, forged: dict[str, str]) -> None:
        stamp = int(NOW)
        headers = {
            "webhook-id": "1",
            "webhook-timestamp": str(stamp),
            "webhook-signature": signature(b"key", "1", stamp, b"{}"),
        }
        assert verified(b"key", headers, b"{}", now=NOW)
        assert not verified(b"key", headers | forged, b"{}", now=NOW)
        assert not verified(b"key", headers, b"{ }", now=NOW)
        assert not verified(b"kex", headers, b"{}", now=NOW)

    def test_an_old_one_sent_again_is_not_taken_and_of_several_signatures_one_will_do(self) -> None:
        headers = {
            "webhook-id": "1",
            "webhook-timestamp": "100",
            "webhook-signature": "v1,eA== " + signature(b"key", "1", 100, b""),
        }
        assert verified(b"key", headers, b"", now=399)
        assert not verified(b"key", headers, b"", now=401)


class TestSubscriptions:
    def test_toml_and_json_say_the_same(self, tmp_path: Path) -> None:
        (tmp_path / "a.toml").write_text(
            f'[[subscription]]\nname = "museum"\nurl = "https://museum.example/in"\nsecret = "{SECRET}"\nkinds = ["centre"]\n'
        )
        content = {
            "subscription": [{"name": "museum", "url": "https://museum.example/in", "secret": SECRET, "kinds": ["centre"]}]
        }
        (tmp_path / "a.json").write_text(json.dumps(content))
        assert read(tmp_path / "a.toml") == read(tmp_path / "a.json")
        assert read(tmp_path / "a.toml")[0].kinds == ("centre",)

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ('[[subscription]]\nname = "A b"\nurl = "http://x"\nsecret_env = "S"', "name"),
            ('[[subscription]]\nname = "a"\nurl = "file:///etc/hosts"\nsecret_env = "S"', "url"),
            ('[[subscription]]\nname = "a"\nurl = "http://x"', "secret"),
            ('[[subscription]]\nname = "a"\nurl = "http://x"\nsecret = "short"', "secret"),
            ('[[subscription]]\nname = "a"\nurl = "http://x"\nsecret_env = "S"\nkinds = ["castle"]', "kinds"),
            ('[[subscription]]\nname = "a"\nurl = "http://x"\nsecret_env = "S"\nsceret = 1', "sceret"),
            ('[subscriber]\nname = "a"', r"\[\[subscription\]\]"),
            ("[[subscription]", "TOML or JSON"),
            ('[[subscription]]\nname = "a"\nurl = "http://x"\nsecret_env = "S"\n' * 2, "twice"),
        ],
    )
    def test_what_is_wrong_is_said(self, tmp_path: Path, content: str, message: str) -> None:
        (tmp_path / "webhooks.toml").write_text(content)
        with pytest.raises(DatasetError, match=message):
            read(tmp_path / "webhooks.toml")

    def test_a_missing_file_and_a_missing_secret(
        self, folder: Path, receiver: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with pytest.raises(DatasetError, match="cannot be read"):
            read(tmp_path / "none.toml")
        asked = subscription(receiver, secret=None, secret_env="MUSEUM_SECRET")
        monkeypatch.delenv("MUSEUM_SECRET", raising=False)
        with pytest.raises(DatasetError, match="MUSEUM_SECRET is not set"):
            deliverer(folder).run([asked])
        monkeypatch.setenv("MUSEUM_SECRET", SECRET)
        assert deliverer(folder).run([asked])[0].failure is None


def test_the_commands(folder: Path, receiver: Receiver) -> None:
    (folder / "webhooks.toml").write_text(f'[[subscription]]\nname = "museum"\nurl = "{receiver.url}"\nsecret = "{SECRET}"\n')
    receiver.answers = [404]
    run = CliRunner()
    assert run.invoke(command(), ["webhooks", "deliver", "--in", str(folder)]).exit_code == 1
    assert f"at change 0, {len(log(folder))} behind" in run.invoke(command(), ["webhooks", "list", "--in", str(folder)]).output
    assert run.invoke(command(), ["webhooks", "deliver", "--in", str(folder)]).exit_code == 0
    assert "0 behind" in run.invoke(command(), ["webhooks", "list", "--in", str(folder)]).output
    assert receiver.taken == log(folder)
