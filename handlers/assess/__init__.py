"""The self-assessment: from a product's name to points, ranks and what to do next."""
