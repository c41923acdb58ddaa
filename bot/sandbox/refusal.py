"""What the sandbox does not let a member do, because Discord's own client would not."""


class Refused(Exception):
    """The act is not possible: no permission, no such command or button, a missing option, a disabled control."""


class InteractionFailed(Exception):
    """The application did not respond in time."""
