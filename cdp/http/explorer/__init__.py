"""The explorer: a page for people who write documents, and what the service tells it."""

from cdp.http.explorer.assets import Assets
from cdp.http.explorer.desk import Catalogue, Desk, Touched
from cdp.http.explorer.endpoint import Explorer
from cdp.http.explorer.pages import Pages

__all__ = ["Assets", "Catalogue", "Desk", "Explorer", "Pages", "Touched"]
