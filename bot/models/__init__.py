"""Mozilla's translation models on this machine: what is published, what is here, and how one becomes the other."""
