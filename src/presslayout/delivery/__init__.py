"""What leaves the house: targets, products, the shelf that they lie on, the report."""
