"""A real WordPress on loopback, from Debian's packages, for tests: a private process tree in a
temporary folder. No service of the machine is started, stopped or changed."""
