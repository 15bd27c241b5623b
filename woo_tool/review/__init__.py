"""The review page: people decide here, on loopback, and every choice goes to the log."""

from woo_tool.review.app import create_app, serve

__all__ = ["create_app", "serve"]
