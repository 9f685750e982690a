"""The work behind `make demo`, from the standard library alone: it runs before anything is installed."""
