"""The project's pictures, made ready for mail: small, upright, in a format that every client shows."""

from digest.pictures.store import PictureStore, Prepared, open_store

__all__ = ["PictureStore", "Prepared", "open_store"]
