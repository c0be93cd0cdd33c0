"""Lists of people that offices keep in spreadsheets: read line by line, every fault told."""
