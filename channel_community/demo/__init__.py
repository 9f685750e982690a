"""The demonstration community: a fictional storage maker, its three partners and the people around them."""
