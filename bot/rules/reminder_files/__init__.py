"""What reminds of rules, as a file: scheduled reminders and triggers, written, read, compared and taken over."""
