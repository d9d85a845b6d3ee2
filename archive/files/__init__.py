"""Files written whole or not at all, and what a killed writer left of them."""
