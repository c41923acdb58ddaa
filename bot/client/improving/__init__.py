"""Better translations that members suggest, and the queue in which moderators decide."""
