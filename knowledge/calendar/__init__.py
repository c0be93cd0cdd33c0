"""The calendar: working days, holidays, and days as people write them."""
