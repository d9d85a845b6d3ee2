"""The demo outlet: an invented newspaper, served over real HTTP on loopback, and a tour of it.

`columns/` holds its prose as of the first state, `changes/` what the second state changes, `theme/`
the markup around it as WordPress.com serves it. Everything in it is invented; names of real
countries are only names.
"""
