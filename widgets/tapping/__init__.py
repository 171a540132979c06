"""Two people, one keyboard: tap together and measure it."""
