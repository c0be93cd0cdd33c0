"""Web Push: a short word to a phone on which nobody looks at the page (RFC 8030, 8291, 8292)."""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import logging
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import http_ece
import httpx
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from bot.core.clock import Clock
from bot.core.text import shorten
from bot.store import push
from bot.store.database import Database
from bot.store.push import Subscription

log = logging.getLogger(__name__)

KNOWN_HOSTS = (  # of the browsers' own push services
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "push.apple.com",
    "notify.windows.com",
)
LIFE = 24 * 3600  # seconds for which a push service keeps it for a phone without a network
PROOF_LIFE = 12 * 3600  # seconds for which a signature of ours holds; at most a day by RFC 8292
LONGEST_ENDPOINT, LONGEST_WORDS = 2_000, 300
WAITS = (0.0, 2.0, 15.0)  # seconds before each try
GONE = (404, 410)


class BadSubscription(Exception):
    """Nothing can be pushed there."""


class Pusher:
    """Sends to push services. What fails is tried again twice, then left: the page has it all."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        key: Vapid02,
        subject: str,
        *,
        hosts: tuple[str, ...] = (),
        allowed: Callable[[str], bool] | None = None,
        waits: tuple[float, ...] = WAITS,
    ) -> None:
        """`subject`: https address of whoever sends; `hosts`: push services beside the known.

        `allowed` decides on an endpoint in the place of https and known hosts (for tests).
        """
        self._db, self._clock, self._key, self._subject = db, clock, key, subject
        self._hosts = KNOWN_HOSTS + hosts
        self._allowed = allowed or self._is_known
        self._waits = waits
        self._client = httpx.AsyncClient(timeout=10, follow_redirects=False)

    @property
    def public_key(self) -> str:
        """What a browser is told to expect our signature from, in base64url."""
        point = self._key.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return _base64(point)

    def check(self, to: Subscription) -> None:
        """Raises BadSubscription for an endpoint that is no push service, or for bad keys."""
        if len(to.endpoint) > LONGEST_ENDPOINT or not self._allowed(to.endpoint):
            raise BadSubscription("not a known push service")
        _sealed(b"", to)

    async def push(self, address: str, title: str, words: str, key: str) -> int:
        """Tell all browsers of an address; how many were told. Never raises."""
        note = {"title": title, "body": shorten(words, LONGEST_WORDS, "characters"), "key": key}
        data = json.dumps(note, ensure_ascii=False).encode()
        try:
            found = await push.subscriptions(self._db, address)
            told = await asyncio.gather(*(self._tell(one, data) for one in found))
        except Exception:
            log.exception("nothing could be pushed")
            return 0
        return sum(told)

    async def close(self) -> None:
        """Let go of connections."""
        await self._client.aclose()

    async def _tell(self, to: Subscription, data: bytes) -> bool:
        for wait in self._waits:
            await asyncio.sleep(wait)
            status = await self._post(to, data)
            if status in GONE:
                await push.gone(self._db, to.endpoint)
                return False
            if 200 <= status < 300:
                return True
            if 300 <= status < 500 and status != 429:
                break  # another try brings the same
        log.warning("a push service answered %d", status)
        return False

    async def _post(self, to: Subscription, data: bytes) -> int:
        """The status; 0 when no answer came, 400 for what we do not send at all."""
        try:
            self.check(to)
            answer = await self._client.post(
                to.endpoint, content=_sealed(data, to), headers=self._headers(to.endpoint)
            )
        except BadSubscription:
            return 400
        except httpx.HTTPError:
            return 0
        return answer.status_code

    def _headers(self, endpoint: str) -> dict[str, str]:
        parts = urlsplit(endpoint)
        until = int(self._clock.now().timestamp()) + PROOF_LIFE
        audience = f"{parts.scheme}://{parts.netloc}"
        proof = self._key.sign({"sub": self._subject, "aud": audience, "exp": until})
        return {
            **proof,
            "TTL": str(LIFE),
            "Urgency": "normal",
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
        }

    def _is_known(self, endpoint: str) -> bool:
        """https to a push service that we know: our server asks no other host."""
        try:
            parts = urlsplit(endpoint)
            good = parts.scheme == "https" and parts.port in (None, 443) and not parts.username
        except ValueError:
            return False
        host = parts.hostname or ""
        return good and any(host == known or host.endswith(f".{known}") for known in self._hosts)


def kept_key(path: Path) -> Vapid02:
    """The key in this file, which only its owner may read; made when it is not there."""
    if not path.exists():
        key = Vapid02()
        key.generate_keys()
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(key.private_pem())
        try:
            os.link(fresh, path)
        except FileExistsError:
            log.info("another process made %s", path.name)
        finally:
            fresh.unlink()
    return Vapid02.from_pem(path.read_bytes())


def _sealed(data: bytes, to: Subscription) -> bytes:
    """Readable by that browser alone (RFC 8291). Raises BadSubscription for bad keys."""
    try:
        secret, theirs = _bytes(to.secret), _bytes(to.key)
        if len(secret) != 16 or len(theirs) != 65:
            raise BadSubscription("keys of a wrong length")
        ours = ec.generate_private_key(ec.SECP256R1())
        sealed = http_ece.encrypt(
            data, private_key=ours, dh=theirs, auth_secret=secret, version="aes128gcm"
        )
    except (ValueError, binascii.Error, http_ece.ECEException) as error:
        raise BadSubscription("keys that are none") from error
    return bytes(sealed)


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
