"""What people write: desk.toml, outlet files, their selectors, rule files of others."""
