"""The archive of one working folder, opened for reading or by its one writer."""
