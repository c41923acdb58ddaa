"""What is wrong with a transcript."""


class TranscriptError(Exception):
    """A line that cannot be read or played.

    `line` counts from 1; 0 means the transcript as a whole. `message` is an English template that says what is wrong
    and what to write instead, `params` fill its gaps, so that a front end may say it in another language.
    """

    def __init__(self, line: int, message: str, /, **params: object) -> None:
        super().__init__(line, message, params)
        self.line = line
        self.message = message
        self.params = params

    def __str__(self) -> str:
        """The message with its gaps filled, without the line."""
        return self.message.format(**self.params)
