"""A centre that can be stopped, looked into, set back to a copy, and served again."""

import shutil
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import text

from cso_desk.central.database import open_engine
from cso_desk.desk.model import Officer
from cso_desk.wire.credentials import SignedIn
from tests.centres import RealCentre, real_centre, served
from tests.contract.doubles import COLLEAGUE, NOW, OFFICER, waiting_claims


class Office:
    """A centre that can be stopped, looked into, set back to a copy, and served again."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "centre.db"
        self._served = ExitStack()
        self.start()
        for officer in (OFFICER, COLLEAGUE):
            self.sign_in(officer)

    def start(self) -> None:
        centre = real_centre(f"sqlite:///{self.file}", self.file.parent, lambda: NOW)
        self.centre: RealCentre = self._served.enter_context(centre)
        self.store = self.centre.store
        self.store.add_claims(waiting_claims(12))
        self.url = self._served.enter_context(served(self.centre))

    def copy(self) -> None:
        """Keep a copy of the database, as a backup would."""
        self.stop()
        shutil.copy(self.file, self.file.with_suffix(".copy"))
        self.start()

    def set_back(self) -> None:
        """Put the copy in the place of the database; no new epoch begins by that."""
        self.stop()
        shutil.copy(self.file.with_suffix(".copy"), self.file)
        for tail in ("-wal", "-shm"):
            self.file.with_name(self.file.name + tail).unlink(missing_ok=True)
        self.start()

    def sign_in(self, officer: Officer) -> SignedIn:
        return self.centre.sign_in(officer)

    def stop(self) -> None:
        self._served.close()

    def tamper_unseen(self, statement: str) -> None:
        """As `tamper`, while nothing is served: the service remembers what it has read."""
        self.stop()
        self.tamper(statement)
        self.start()

    def tamper(self, statement: str) -> None:
        engine = open_engine(f"sqlite:///{self.file}")
        with engine.begin() as connection:
            for name in connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
            connection.execute(text(statement))
        engine.dispose()
