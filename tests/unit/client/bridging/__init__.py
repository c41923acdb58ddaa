"""Tests of bot.client.bridging."""
