"""What mail clients support, what an edition loses in them, and what it looks like there."""

from digest.clients.features import PlacedUse, Use, uses
from digest.clients.losses import Loss
from digest.clients.simulate import as_client
from digest.clients.support import ClientFinding, Gap, gaps, unsupported
from digest.clients.table import Client, Feature, table

__all__ = [
    "Client",
    "ClientFinding",
    "Feature",
    "Gap",
    "Loss",
    "PlacedUse",
    "Use",
    "as_client",
    "gaps",
    "table",
    "unsupported",
    "uses",
]
