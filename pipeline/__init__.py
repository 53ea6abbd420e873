"""Herald: news announcements in, a registry out."""
