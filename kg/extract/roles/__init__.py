"""Who is, was or becomes what, where."""
