"""The `herald` command: one file per group of verbs; what is heavy is imported inside the verb that needs it."""
