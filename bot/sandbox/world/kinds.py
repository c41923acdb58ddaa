"""Channel types, by the names the sandbox uses."""

TEXT, DM, VOICE, GROUP, CATEGORY, ANNOUNCEMENT, STAGE, FORUM = 0, 1, 2, 3, 4, 5, 13, 15
ANNOUNCEMENT_THREAD, PUBLIC_THREAD, PRIVATE_THREAD = 10, 11, 12

KINDS = {
    "text": TEXT,
    "dm": DM,
    "voice": VOICE,
    "group": GROUP,
    "category": CATEGORY,
    "announcement": ANNOUNCEMENT,
    "stage": STAGE,
    "forum": FORUM,
    "thread": PUBLIC_THREAD,
    "private_thread": PRIVATE_THREAD,
    "announcement_thread": ANNOUNCEMENT_THREAD,
}
NAMES = {number: name for name, number in KINDS.items()}
THREADS = frozenset({ANNOUNCEMENT_THREAD, PUBLIC_THREAD, PRIVATE_THREAD})
WRITABLE = frozenset({TEXT, DM, VOICE, STAGE, GROUP, ANNOUNCEMENT}) | THREADS
THREADED = frozenset({TEXT, ANNOUNCEMENT, FORUM})
