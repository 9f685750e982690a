"""A partner's space: everything that stands around its row, made in one go and kept in step with it."""
