"""What newcomers see, for their eyes alone: who they are, and the cards of their tour."""
