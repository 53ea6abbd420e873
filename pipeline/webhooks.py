"""Webhooks: changes of the registry, sent to who subscribed; in order, signed, at least once.

Each change is one POST. Its sequence number is the idempotency key: a receiver that saw it does nothing the second time. What was
delivered is remembered in the dataset's folder after every delivery, so that a killed run goes on where it was. A receiver that
fails is tried again after growing pauses; then its turn is over until the next run, and nothing is passed over.
Source:  Standard Webhooks (the three `webhook-` headers); draft-ietf-httpapi-idempotency-key-header.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import time
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from pydantic import Field, ValidationError, model_validator

from pipeline.dataset.tables import Dataset
from pipeline.errors import DatasetError
from pipeline.records import Contract
from pipeline.registry.facade import Registry
from pipeline.registry.models import Change, EntityKind

__all__ = ["Delivered", "Deliverer", "Patience", "Subscription", "position", "read", "signature", "verified"]

FOLDER: Final = "webhooks"
BATCH: Final = 200
AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which another try may succeed."""
LONGEST_PAUSE: Final = 300.0


class Subscription(Contract):
    """Who is told of what. The secret is in the file, or, better, in an environment variable that the file names."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")
    url: str = Field(pattern=r"^https?://[^/\s]+")
    secret: str | None = Field(default=None, min_length=16)
    secret_env: str | None = None
    kinds: tuple[EntityKind, ...] = Field(default=tuple(EntityKind), description="kinds of entities")
    since: int = Field(default=0, ge=0, description="sequence number after which to begin, the first time")

    @model_validator(mode="after")
    def _one_secret(self) -> Subscription:
        if (self.secret is None) == (self.secret_env is None):
            raise ValueError("give either secret (16 characters or more) or secret_env")
        return self

    def key(self) -> bytes:
        """The secret. Raises DatasetError where its environment variable is not set."""
        found = self.secret or os.environ.get(self.secret_env or "", "")
        if not found:
            raise DatasetError(f"webhook {self.name}: the environment variable {self.secret_env} is not set; it has the secret")
        return found.encode()


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a receiver is waited for: seconds per try, tries per change, and the pause after the first, doubled each time."""

    timeout: float = 10.0
    tries: int = 6
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a run did for one subscription: how many changes it sent, the last it need not send again, and what stopped it."""

    name: str
    sent: int
    position: int
    failure: str | None = None


def read(path: Path) -> tuple[Subscription, ...]:
    """The subscriptions of a TOML or JSON file: tables `[[subscription]]`. Raises DatasetError naming what is wrong."""
    try:
        text = path.read_text("utf-8")
        content = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
        found = tuple(Subscription.model_validate_json(json.dumps(item)) for item in content["subscription"])
    except OSError as error:
        raise DatasetError(
            f"{path} cannot be read ({error.strerror}): write your subscriptions there, see docs/api.md"
        ) from error
    except (KeyError, TypeError) as error:
        raise DatasetError(f"{path} has no list `subscription`; in TOML each begins with [[subscription]]") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "subscription"
        raise DatasetError(f"{path}: {where}: {first['msg']}") from error
    except ValueError as error:
        raise DatasetError(f"{path} cannot be read ({error}): it must be TOML or JSON") from error
    names = [item.name for item in found]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise DatasetError(f"{path}: {', '.join(twice)} is there twice; names tell subscriptions apart")
    return found


def signature(key: bytes, id: str, timestamp: int, body: bytes) -> str:
    """The signature of a delivery: HMAC-SHA256 of `id.timestamp.body`, base64, with its version before it."""
    signed = hmac.new(key, f"{id}.{timestamp}.".encode() + body, sha256).digest()
    return "v1," + base64.b64encode(signed).decode()


def verified(key: bytes, headers: Mapping[str, str], body: bytes, *, now: float, tolerance: float = 300.0) -> bool:
    """Whether a delivery is ours and not an old one sent again; for receivers. Header names are lower-case."""
    id, stamp, signed = (headers.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature"))
    if not stamp.isascii() or not stamp.isdecimal() or abs(now - int(stamp)) > tolerance:
        return False
    return any(hmac.compare_digest(signature(key, id, int(stamp), body).encode(), part.encode()) for part in signed.split())


def position(processed: Path, subscription: Subscription) -> int:
    """The sequence number of the last change that a subscription need not be sent again. Raises DatasetError."""
    path = _cursor(processed, subscription)
    try:
        return int(json.loads(path.read_text("utf-8"))["position"])
    except FileNotFoundError:
        return subscription.since
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DatasetError(
            f"{path} cannot be read ({error}): delete it to send {subscription.name} everything again"
        ) from error


def _cursor(processed: Path, subscription: Subscription) -> Path:
    return processed / FOLDER / f"{subscription.name}.json"


class _NoRedirects(HTTPRedirectHandler):
    """A signed change goes where the subscription says, nowhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Deliverer:
    """Sends what is due. `now` and `sleep` are the clock."""

    processed: Path
    patience: Patience = field(default_factory=Patience)
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep

    def run(self, subscriptions: Iterable[Subscription]) -> tuple[Delivered, ...]:
        """Send every subscription what it lacks; one that fails stops nobody else.

        Raises DatasetBusy while another process delivers, DatasetError where there is no registry or no secret.
        """
        registry = Registry.open(self.processed)
        keys = [(item, item.key()) for item in subscriptions]
        with Dataset(self.processed / FOLDER).locked():
            return tuple(self._deliver(registry, item, key) for item, key in keys)

    def _deliver(self, registry: Registry, subscription: Subscription, key: bytes) -> Delivered:
        at, sent = position(self.processed, subscription), 0
        if at > max(registry.version, subscription.since):
            lost = f"change {at} was delivered, but the registry ends at {registry.version}; is it another one?"
            return Delivered(
                subscription.name, sent, at, f"{lost} Delete {_cursor(self.processed, subscription)} to begin anew"
            )
        while changes := list(registry.changes(at, limit=BATCH)):
            for change in changes:
                if change.kind in subscription.kinds:
                    if failure := self._persist(subscription, key, change):
                        return Delivered(subscription.name, sent, at, f"change {change.seq}: {failure}")
                    sent += 1
                    self._remember(subscription, change.seq)
                at = change.seq
            self._remember(subscription, at)
        return Delivered(subscription.name, sent, at)

    def _persist(self, subscription: Subscription, key: bytes, change: Change) -> str | None:
        """Send one change until it is taken; what stopped it, if it was not."""
        failure = ""
        for turn in range(1, self.patience.tries + 1):
            status, asked = self._send(subscription, key, change)
            if isinstance(status, int) and 200 <= status < 300:
                return None
            failure = f"{subscription.url} answered {status}" if isinstance(status, int) else status
            if isinstance(status, int) and status not in AGAIN:
                return f"{failure}; it is not tried again before the next run"
            if turn < self.patience.tries:
                self.sleep(min(max(asked, self.patience.pause * 2 ** (turn - 1)), LONGEST_PAUSE))
        return f"{failure}, {self.patience.tries} times"

    def _send(self, subscription: Subscription, key: bytes, change: Change) -> tuple[int | str, float]:
        """One try: the status, or why there is none; and the pause that the receiver asks for, in seconds."""
        body = change.model_dump_json().encode()
        id, stamp = str(change.seq), int(self.now())
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "herald-webhooks",
            "Idempotency-Key": f'"{id}"',
            "Webhook-Id": id,
            "Webhook-Timestamp": str(stamp),
            "Webhook-Signature": signature(key, id, stamp, body),
        }
        request = Request(subscription.url, body, headers, method="POST")
        try:
            with build_opener(_NoRedirects).open(request, timeout=self.patience.timeout) as response:
                return int(response.status), 0.0
        except HTTPError as error:
            with error:
                asked = error.headers.get("Retry-After", "")
                return error.code, float(asked) if asked.isascii() and asked.isdecimal() else 0.0
        except (OSError, HTTPException) as error:
            return f"{urlsplit(subscription.url).netloc} cannot be reached ({getattr(error, 'reason', None) or error!r})", 0.0

    def _remember(self, subscription: Subscription, seq: int) -> None:
        path = _cursor(self.processed, subscription)
        part = path.with_suffix(".part")
        with part.open("w", encoding="utf-8") as stream:
            json.dump({"position": seq}, stream)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
