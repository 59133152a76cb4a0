"""Who was erased, for whoever restores a backup from before."""

from __future__ import annotations

from datetime import date

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from vertel.db.models.base import Base


class Erasure(Base):
    """Somebody was erased. ``id_hash`` is of the id of a row that is gone: only a backup from before leads to anybody.

    See :mod:`vertel.domain.privacy.erasure_list`.
    """

    __tablename__ = "erasures"

    id_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    erased_on: Mapped[date] = mapped_column(index=True)
