"""What can go wrong with a call of the Zalo Bot API, and what that means to the bot."""

from __future__ import annotations

from enum import StrEnum

from bot.core.channel import Blocked, ChannelFault, Refused, SendError, TryLater, Unclear

CLOSED = ("chat not found", "user not found", "blocked")


class WrongToken(ChannelFault):
    """Zalo does not know the token. The text, in Vietnamese, says what to do."""

    def __init__(self, which: int = 1) -> None:
        """`which` of the tokens, from 1; it never holds the token itself."""
        super().__init__(
            f"Zalo không nhận ZALO_TOKEN (mã thứ {which}). Anh/chị mở Zalo, tìm Zalo Bot Manager, "
            "chọn bot, chép lại Bot Token nguyên vẹn vào tệp .env (nhiều bot thì cách nhau bằng "
            "dấu phẩy) rồi chạy lại."
        )


class Trouble(StrEnum):
    """The kinds of failure."""

    BAD = "bad request"  # 400
    TOKEN = "token"  # 401
    INTERNAL = "internal error"  # 403: Zalo's own word for an error inside Zalo, not a refusal
    MISSING = "not found"  # 404
    IDLE = "idle"  # 408: the usual end of a long poll that brought nothing
    QUOTA = "quota"  # 429, without a word on how long
    PAGE = "page"  # something on the way answered, not the API
    NEVER_LEFT = "never left"  # no connection, so nothing was sent
    NETWORK = "network"  # anything else: timeouts, cut connections, 5xx


CODES = {
    400: Trouble.BAD,
    401: Trouble.TOKEN,
    403: Trouble.INTERNAL,
    404: Trouble.MISSING,
    408: Trouble.IDLE,
    429: Trouble.QUOTA,
}


class Failure(Exception):
    """A call that failed. `said` are Zalo's or the network's words; they show no token."""

    def __init__(self, kind: Trouble, said: str = "") -> None:
        """Words are kept short."""
        super().__init__(f"{kind}: {said}"[:200])
        self.kind = kind
        self.said = said[:200]

    @property
    def cannot_have_arrived(self) -> bool:
        """Whether it is sure that nothing was sent, so that it counts against no quota."""
        return self.kind not in (Trouble.INTERNAL, Trouble.IDLE, Trouble.NETWORK, Trouble.PAGE)

    def as_send_error(self) -> SendError:
        """The closed family's word for it. What may have arrived is Unclear."""
        match self.kind:
            case Trouble.BAD | Trouble.MISSING:
                closed = any(sign in self.said.casefold() for sign in CLOSED)
                return Blocked(self.said) if closed else Refused(self.said)
            case Trouble.TOKEN:
                return TryLater(300.0, reason="Zalo refuses the bot's token")
            case Trouble.QUOTA:
                return TryLater(60.0, reason="Zalo says that the quota is used up")
            case Trouble.PAGE:
                return TryLater(10.0, reason="something on the way answered, not Zalo")
            case Trouble.NEVER_LEFT:
                return TryLater(2.0, reason=self.said)
            case Trouble.INTERNAL | Trouble.IDLE | Trouble.NETWORK:
                return Unclear(self.said)
