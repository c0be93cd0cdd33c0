"""A push service on loopback, and a browser's keys: an own reading of RFC 8291, 8188 and 8292.

It shares nothing with the libraries that our channel uses: keys and ciphers come from
`cryptography`, the rest is written from the documents and checked against RFC 8291's example.
"""

from __future__ import annotations

import base64
import json
import struct
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.loopback import serving

CURVE = ec.SECP256R1()


@dataclass
class PushBrowser:
    """What a browser keeps of a subscription."""

    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(CURVE)
    )
    secret: bytes = b"0123456789abcdef"

    @property
    def public(self) -> bytes:
        """The uncompressed point."""
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def keys(self) -> dict[str, str]:
        """As PushSubscription.toJSON has them."""
        return {"p256dh": b64(self.public), "auth": b64(self.secret)}

    def read(self, body: bytes) -> bytes:
        """One record of aes128gcm, opened. Raises when it is not for us."""
        salt, size, length = body[:16], *struct.unpack("!LB", body[16:21])
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        assert length == 65 and len(sealed) <= size <= 4096
        shared = self.private.exchange(
            ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender)
        )
        info = b"WebPush: info\0" + self.public + sender
        key = _derived(shared, self.secret, info, 32)
        cipher = AESGCM(_derived(key, salt, b"Content-Encoding: aes128gcm\0", 16))
        plain = cipher.decrypt(_derived(key, salt, b"Content-Encoding: nonce\0", 12), sealed, None)
        text, mark, padding = plain.rpartition(b"\x02")
        assert mark and not padding.strip(b"\0")
        return text


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(secret)


def b64(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unb64(text: str) -> bytes:
    """The bytes of base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def proven(authorization: str, audience: str, key: str) -> dict[str, Any]:
    """The claims of a VAPID header, its signature and its rules checked (RFC 8292)."""
    scheme, _, rest = authorization.partition(" ")
    given = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert scheme == "vapid" and given["k"] == key
    head, claims, signature = given["t"].split(".")
    raw = unb64(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, unb64(key))
    public.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
    assert json.loads(unb64(head))["alg"] == "ES256"
    told: dict[str, Any] = json.loads(unb64(claims))
    assert told["aud"] == audience and told["sub"].startswith(("https://", "mailto:"))
    return told


@dataclass
class PushService:
    """Takes pushes, as a browser's maker does. `answers` are the next statuses (then 201)."""

    base: str = ""
    key: str = ""
    browsers: dict[str, PushBrowser] = field(default_factory=dict)
    answers: list[int] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    asked: int = 0
    faults: list[str] = field(default_factory=list)

    def subscribed(self, name: str) -> dict[str, Any]:
        """A browser that allowed notifications: its subscription as JSON has it."""
        browser = self.browsers.setdefault(name, PushBrowser())
        return {"endpoint": f"{self.base}/push/{name}", "keys": browser.keys()}

    async def take(self, request: Request) -> Response:
        """One push."""
        self.asked += 1
        if self.answers:
            status = self.answers.pop(0)
            if status != 201:
                return Response(status_code=status)
        try:
            self._checked(request)
            body = await request.body()
            assert len(body) <= 4096, "a push service takes 4096 bytes"
            browser = self.browsers[request.path_params["name"]]
            self.notes.append(json.loads(browser.read(body)))
        except Exception as error:
            self.faults.append(repr(error))
            return Response(status_code=400)
        return Response(status_code=201)

    def _checked(self, request: Request) -> None:
        headers = request.headers
        assert headers["content-encoding"] == "aes128gcm"
        assert 0 <= int(headers["ttl"]) <= 2_419_200
        assert headers["urgency"] in ("very-low", "low", "normal", "high")
        claims = proven(headers["authorization"], self.base, self.key)
        assert 0 < claims["exp"] - time.time() <= 24 * 3600


@asynccontextmanager
async def push_service() -> AsyncIterator[PushService]:
    """The service on a port of its own."""
    service = PushService()
    app = Starlette(routes=[Route("/push/{name}", service.take, methods=["POST"])])
    async with serving(app) as base:
        service.base = base
        yield service
