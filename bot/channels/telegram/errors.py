"""What can go wrong with a Bot API call, as plain data, and what that means to the bot."""

from __future__ import annotations

from enum import StrEnum

from bot.core.channel import Blocked, ChannelFault, Moved, Refused, SendError, TryLater, Unclear

CLOSED = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated")
OUT_OF_REACH = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
)


class WrongToken(ChannelFault):
    """Telegram does not know the token. The text, in Vietnamese, says what to do."""

    def __init__(self) -> None:
        """Never holds the token itself."""
        super().__init__(
            "Telegram không nhận TELEGRAM_TOKEN này. Anh/chị mở @BotFather trên Telegram, gõ "
            "/mybots, chọn bot rồi bấm API Token, chép lại nguyên vẹn vào tệp .env và chạy lại."
        )


class Trouble(StrEnum):
    """The kinds of failure."""

    FLOOD = "flood"  # 429
    MOVED = "moved"  # the group has a new id
    FORBIDDEN = "forbidden"  # 403
    BAD = "bad request"  # 400
    TOO_LARGE = "too large"  # 413
    TOKEN = "token"  # 401, 404
    RIVAL = "rival"  # 409: somebody else fetches, or a webhook is set
    PAGE = "page"  # a gateway's page instead of the Bot API's answer
    NEVER_LEFT = "never left"  # no connection, so nothing was sent
    NETWORK = "network"  # anything else: 5xx, timeouts, cut connections, answers of no known shape


class Failure(Exception):
    """A call that failed. `said` shows no token; `after` is in seconds; `moved` the new id."""

    def __init__(
        self, kind: Trouble, said: str = "", *, after: float = 0.0, moved: str = ""
    ) -> None:
        """`said`: Telegram's or the network's words."""
        super().__init__(f"{kind}: {said}"[:200])
        self.kind = kind
        self.said = said[:200]
        self.after = after
        self.moved = moved

    @property
    def is_unmodified(self) -> bool:
        """An edit that changes nothing: as good as done."""
        return self.kind is Trouble.BAD and "message is not modified" in self.said.casefold()

    @property
    def is_out_of_reach(self) -> bool:
        """The message to edit is gone, too old, or of another kind."""
        said = self.said.casefold()
        return self.kind is Trouble.BAD and any(sign in said for sign in OUT_OF_REACH)

    def as_send_error(self) -> SendError:
        """The closed family's word for it. What may have arrived is Unclear, 5xx too."""
        match self.kind:
            case Trouble.FLOOD:
                return TryLater(self.after, everyone=True)
            case Trouble.MOVED:
                return Moved(self.moved)
            case Trouble.FORBIDDEN:
                return Blocked(self.said)
            case Trouble.BAD:
                closed = any(sign in self.said.casefold() for sign in CLOSED)
                return Blocked(self.said) if closed else Refused(self.said)
            case Trouble.TOO_LARGE:
                return Refused(self.said)
            case Trouble.TOKEN | Trouble.RIVAL:
                return TryLater(60.0, everyone=True, reason="Telegram refuses the bot's token")
            case Trouble.PAGE:
                return TryLater(10.0, reason="something on the way answered, not Telegram")
            case Trouble.NEVER_LEFT:
                return TryLater(2.0, reason=self.said)
            case Trouble.NETWORK:
                return Unclear(self.said)
