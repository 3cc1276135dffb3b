"""The pack for the regulator: what each person agreed to send."""
