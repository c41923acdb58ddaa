"""Better translations: suggested by members, decided by moderators, then said by RedBridge."""
