"""A complete small site around channel_community: what `make demo` serves, and an example to copy from."""
