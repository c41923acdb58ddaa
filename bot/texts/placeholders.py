"""What stands in texts for something that is known only when they are shown."""

import re
from typing import Final

# A name in braces.
PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")
