"""Discord's error answers."""

from bot.sandbox.wire import Json


class ApiError(Exception):
    """A request is refused with this status, Discord's numeric code and its message."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(status, code, message)
        self.status = status
        self.body: Json = {"message": message, "code": code}
        if errors:
            self.body["errors"] = errors
        self.headers: dict[str, str] = {}


def missing_access() -> ApiError:
    """The bot does not see this."""
    return ApiError(403, 50001, "Missing Access")


def missing_permissions() -> ApiError:
    """The bot sees this, but may not do that."""
    return ApiError(403, 50013, "Missing Permissions")


def unauthorized() -> ApiError:
    """No token, or not the right one."""
    return ApiError(401, 0, "401: Unauthorized")


def too_many(seconds: float) -> ApiError:
    """A limit is met that no header tells of, and that others share; in `seconds` it is open again."""
    error = ApiError(429, 0, "The resource is being rate limited.")
    error.body |= {"retry_after": seconds, "global": False}
    error.headers = {"Retry-After": str(max(1, round(seconds))), "X-RateLimit-Scope": "shared"}
    return error


def not_found() -> ApiError:
    """There is no such route."""
    return ApiError(404, 0, "404: Not Found")


_UNKNOWN = {
    "application": 10002,
    "channel": 10003,
    "guild": 10004,
    "member": 10007,
    "message": 10008,
    "permission overwrite": 10009,
    "role": 10011,
    "user": 10013,
    "emoji": 10014,
    "webhook": 10015,
    "interaction": 10062,
    "application command": 10063,
    "guild member verification form": 10068,
}


def unknown(what: str) -> ApiError:
    """There is no such thing: "channel", "message", …."""
    return ApiError(404, _UNKNOWN[what], f"Unknown {what.title()}")
