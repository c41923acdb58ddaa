"""Gateway v10: sessions, their shards and intents, and the WebSocket they speak through."""
