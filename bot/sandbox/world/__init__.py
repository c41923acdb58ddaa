"""The state of the sandbox's Discord: who and what there is. Changing it tells the gateway and the event log."""
