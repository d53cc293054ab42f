"""Knowledge as data: one file a subject."""
