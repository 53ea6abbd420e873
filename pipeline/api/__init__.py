"""The registry over HTTP: read-only, for other systems. `herald api` starts it; `app.create(processed)` is the ASGI application."""
