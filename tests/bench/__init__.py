"""The benchmark: ``make bench`` prints from one run how digest compares with its peers and its limits."""
