"""What every panel and every lesson shares."""
