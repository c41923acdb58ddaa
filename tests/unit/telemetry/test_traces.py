"""Tracebacks tell where, never what was said."""

from bot.telemetry.traces import trace


def fail() -> None:
    try:
        {}["a secret of Amy's"]
    except KeyError as error:
        raise ValueError("another secret") from error


def test_a_trace_names_places_and_kinds_but_no_messages() -> None:
    try:
        fail()
    except ValueError as error:
        told = trace(error)
    assert "builtins.ValueError" in told
    assert "because of" in told
    assert "builtins.KeyError" in told
    assert "in fail" in told
    assert "another secret" not in told.replace('raise ValueError("another secret") from error', "")
    assert "secret of Amy" not in told.replace("""{}["a secret of Amy's"]""", "")
