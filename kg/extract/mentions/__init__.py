"""Names: their bounds, and what kind of thing each stands for."""
