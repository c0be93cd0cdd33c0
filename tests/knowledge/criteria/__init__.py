"""The criteria sets against the decision's figures, and the stars against a second count."""
