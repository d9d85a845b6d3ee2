"""Every verb that writes, killed at its own system calls, run again, and compared."""
