import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from keyring.backend import KeyringBackend
from sqlalchemy import text

from cso_desk.central.store import CentralStore
from cso_desk.claims.form import Field
from cso_desk.desk.database import MIGRATIONS, PAGE_BYTES, connect, open_database
from cso_desk.desk.errors import DiskFull, NewerStore, ProfileBusy, StoreDamaged, WrongKey
from cso_desk.desk.key import KEY_BYTES, desk_key
from cso_desk.desk.model import Fate
from cso_desk.desk.salvage import open_store
from cso_desk.desk.schema import metadata
from cso_desk.desk.store import DeskStore
from cso_desk.migrate import newest
from tests.contract.doubles import KEY, Table, exchange, ops_in, outbox_of, waiting_claims, whole_log

SitDown = Callable[[], Table]


def test_a_second_desk_on_the_same_profile_is_refused_at_once(table: Table, path: Path) -> None:
    with pytest.raises(ProfileBusy):
        DeskStore(path, KEY)
    table.close()
    DeskStore(path, KEY).close()


def test_a_desk_that_was_killed_holds_no_profile(path: Path) -> None:
    holder = (
        "import sys; from pathlib import Path; from cso_desk.desk.lock import ProfileLock;"
        "lock = ProfileLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", holder, str(path.with_suffix(".lock"))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(ProfileBusy):
            DeskStore(path, KEY)
        process.kill()
    DeskStore(path, KEY).close()


def test_nothing_of_a_claim_can_be_read_without_the_key(table: Table, path: Path) -> None:
    table.seat()
    table.write("081299990000")
    files = [file.read_bytes() for file in path.parent.iterdir() if file.is_file()]
    assert sum(map(len, files)) > 50_000
    for secret in (b"Rizky", b"9974011208910012", b"081299990000", b"CREATE TABLE", KEY, KEY.hex().encode()):
        assert not any(secret in content for content in files)


def test_another_key_is_refused_and_the_file_left_as_it_is(table: Table, path: Path, sit_down: SitDown) -> None:
    table.serve_one()
    table.close()
    before = path.read_bytes()
    with pytest.raises(WrongKey):
        DeskStore(path, bytes(KEY_BYTES))
    assert path.read_bytes() == before
    assert sit_down().booth().decision_fate is Fate.SENDING


def test_a_full_disk_refuses_new_work_whole_and_keeps_the_old(path: Path, central: CentralStore) -> None:
    table = Table(path)
    exchange(table, central)
    table.serve_one(1)
    table.seat(2)
    table.close()
    pages = path.stat().st_size // PAGE_BYTES
    full = Table(path)
    full.store.close()
    full.store = DeskStore(path, KEY, max_bytes=(pages + 1) * PAGE_BYTES)
    full.desk._store = full.store
    texts = [str(number) * 480 for number in range(10)]
    written = ""
    for number, key in enumerate(list(Field)[:20]):
        full.write(texts[number % 10], 2, key)
        if full.heard.refusals:
            break
        written = key
    assert [refusal.code for refusal in full.heard.refusals] == ["disk_full"]
    assert full.booth(2).claim.form.text(written) in texts
    assert full.booth(1).decision_fate is Fate.SENDING
    full.close()
    again = Table(path)
    assert again.booth(2).claim.form.text(written) in texts
    again.write("room again", 2)
    assert again.heard.refusals == []
    again.close()
    assert len(outbox_of(path)) == 5


def test_a_disk_that_is_full_at_the_start_is_said(path: Path) -> None:
    with pytest.raises(DiskFull):
        DeskStore(path, KEY, max_bytes=2 * PAGE_BYTES)
    DeskStore(path, KEY).close()


@pytest.mark.parametrize("place", [0.0, 0.3, 0.6, 0.9])
def test_a_damaged_file_is_kept_aside_and_never_read_as_if_it_were_sound(
    table: Table, path: Path, place: float
) -> None:
    table.serve_one()
    table.close()
    _flip(path, place)
    damaged = path.read_bytes()
    with pytest.raises(StoreDamaged) as caught:
        DeskStore(path, KEY)
    assert caught.value.kept is not None
    assert caught.value.kept.read_bytes() == damaged
    assert not path.exists()


def test_unsent_work_is_saved_from_a_damaged_file_and_sent_once(
    path: Path, central: CentralStore, sit_down: Callable[[], Table]
) -> None:
    central.add_claims(waiting_claims(300))
    table = sit_down()
    exchange(table, central)
    sent = table.serve_one(1)
    exchange(table, central)
    unsent = table.serve_one(2)
    table.seat(3)
    table.write("0813", 3)
    table.close()
    _flip_page_of(path, "replica_queue")
    opened = open_store(path, KEY)
    assert opened.kept is not None
    assert (opened.salvaged, opened.known) == (8, 8)
    opened.store.close()
    again = sit_down()
    exchange(again, central)
    assert [shown and shown.claim.id for shown in again.view.booths[:2]] == [sent, unsent]
    assert [shown and shown.decision_fate for shown in again.view.booths[:2]] == [Fate.SENT, Fate.SENT]
    assert again.booth(3).claim.form.text(Field.PHONE) == "0813"
    assert again.view.today.approved == 2
    ops = ops_in(whole_log(central))
    assert len(ops) == len(set(ops)) == 8
    again.close()


def test_a_desk_whose_whole_file_is_rubbish_begins_anew_from_the_centre(
    path: Path, central: CentralStore, sit_down: Callable[[], Table]
) -> None:
    table = sit_down()
    exchange(table, central)
    seated = table.seat().claim.id
    exchange(table, central)
    table.close()
    path.write_bytes(b"rubbish" * 10_000)
    opened = open_store(path, KEY)
    assert (opened.salvaged, opened.known) == (0, None)
    opened.store.close()
    again = sit_down()
    exchange(again, central)
    assert again.booth().claim.id == seated
    again.write("0812")
    again.decide()
    exchange(again, central)
    assert again.booth().decision_fate is Fate.SENT
    again.close()


def test_damage_that_shows_while_the_desk_runs_is_said_to_the_officer(path: Path, central: CentralStore) -> None:
    table = Table(path)
    exchange(table, central)
    table.close()
    table = Table(path)
    with table.store._engine.connect() as connection:
        connection.execute(text("PRAGMA shrink_memory"))  # or the sound pages would still be at hand
    content = bytearray(path.read_bytes())
    for page in range(2, len(content) // PAGE_BYTES):
        content[page * PAGE_BYTES + 100] ^= 0xFF
    with path.open("r+b") as file:
        file.write(content)
    table.desk.call_next(1)
    assert [refusal.code for refusal in table.heard.refusals] == ["store_damaged"]
    table.close()


def test_a_store_of_a_newer_program_is_refused_and_left_as_it_is(path: Path) -> None:
    DeskStore(path, KEY).close()
    with closing(connect(path, KEY)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerStore):
        DeskStore(path, KEY)
    with closing(connect(path, KEY)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)


def test_a_copy_is_kept_before_an_older_store_is_brought_up_to_date(
    table: Table, path: Path, tmp_path: Path, sit_down: SitDown
) -> None:
    table.serve_one()
    table.close()
    newer = _migrations_with(tmp_path, "op.add_column('outbox', sa.Column('colour', sa.String))")
    open_database(path, KEY, migrations=newer).dispose()
    with closing(connect(path, KEY)) as connection:
        assert connection.execute("SELECT colour FROM outbox").fetchall() == [(None,)] * 3
    copy = path.with_name("desk.before-9999.db")
    assert [row["state"] for row in outbox_of(copy)] == ["queued"] * 3


def test_a_migration_that_fails_half_way_leaves_the_store_as_it_was(table: Table, path: Path, tmp_path: Path) -> None:
    table.serve_one()
    table.close()
    broken = _migrations_with(tmp_path, "op.drop_table('cursor'); op.execute('SELECT * FROM nowhere')")
    with pytest.raises(Exception, match="nowhere"):
        open_database(path, KEY, migrations=broken)
    again = Table(path)
    assert again.booth().decision_fate is Fate.SENDING
    again.close()


def test_the_migrations_make_the_tables_that_the_code_knows(path: Path) -> None:
    path.parent.mkdir(parents=True)
    engine = open_database(path, KEY)
    with engine.begin() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
    engine.dispose()


class Ring(KeyringBackend):
    """A keyring of one program's memory."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def use_keyring() -> Callable[[KeyringBackend], None]:
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


def test_the_key_is_kept_by_the_operating_system(tmp_path: Path, use_keyring: Callable[[KeyringBackend], None]) -> None:
    ring = Ring()
    use_keyring(ring)
    key = desk_key(tmp_path)
    assert len(key) == KEY_BYTES
    assert desk_key(tmp_path) == key
    assert list(tmp_path.iterdir()) == []
    assert desk_key(tmp_path / "another") != key
    assert len(ring.kept) == 2


def test_without_a_keyring_the_key_lies_in_a_file_for_its_owner_alone(
    tmp_path: Path, use_keyring: Callable[[KeyringBackend], None]
) -> None:
    use_keyring(keyring.backends.fail.Keyring())
    profile = tmp_path / "profile"
    key = desk_key(profile)
    assert len(key) == KEY_BYTES
    assert desk_key(profile) == key
    assert stat.S_IMODE((profile / "desk.key").stat().st_mode) == 0o600
    use_keyring(Ring())
    assert desk_key(profile) == key


def _flip(path: Path, place: float) -> None:
    content = bytearray(path.read_bytes())
    at = int(len(content) * place) + 40
    content[at] ^= 0xFF
    path.write_bytes(content)


def _flip_page_of(path: Path, index: str) -> None:
    with closing(connect(path, KEY)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (index,)).fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(page - 1) * PAGE_BYTES + 100] ^= 0xFF
    path.write_bytes(content)


def _migrations_with(tmp_path: Path, step: str) -> Path:
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder)
    lines = ["import sqlalchemy as sa", "from alembic import op"]
    lines += ["revision = '9999'", f"down_revision = {newest(MIGRATIONS)!r}"]
    lines += ["def upgrade():", f"    assert sa; {step}"]
    (folder / "versions" / "9999_next.py").write_text("\n".join(lines))
    return folder
