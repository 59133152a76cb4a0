"""Following a tracked link: the one path that strangers use."""
