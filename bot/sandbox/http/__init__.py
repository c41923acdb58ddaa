"""The REST side: requests in, answers out, with authorization, rate limits, faults and a record of it all."""
