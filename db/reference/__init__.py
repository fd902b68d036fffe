"""The sourced facts of data/reference, and how the store follows them."""

from db.reference.edition import Deed, Reason, Said
from db.reference.load import Loaded, load_reference

__all__ = ["Deed", "Loaded", "Reason", "Said", "load_reference"]
