"""What runs beside the web server: the recorder of clicks, the deliverer of events, and what keeps them going."""
