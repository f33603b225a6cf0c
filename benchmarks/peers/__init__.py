"""What people would use instead, and the floors: each draws the same municipalities and filter."""
