"""Reference facts and schemas that travel with the package."""
