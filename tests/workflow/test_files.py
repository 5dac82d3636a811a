"""Files kept by their digest: whole or not at all, and nothing but what was kept comes back."""

from pathlib import Path

import pytest

from workflow import files
from workflow.files import FileGone, FileStore


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "kept")


def test_what_is_kept_comes_back_and_twice_is_once(store: FileStore):
    digest = store.keep(b"abc")

    assert digest == store.keep(b"abc")
    assert b"abc" == store.read(digest)
    assert {digest} == store.kept()
    assert [] == [*store.wrong([digest])]


def test_a_file_that_somebody_changed_or_took_away_is_told(store: FileStore):
    changed, gone = store.keep(b"abc"), store.keep(b"def")
    (store.folder / changed[:2] / changed).write_bytes(b"abd")
    (store.folder / gone[:2] / gone).unlink()

    assert [changed, gone] == [*store.wrong([changed, gone])]
    for digest in (changed, gone):
        with pytest.raises(FileGone):
            store.read(digest)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "g" * 64, "A" * 64])
def test_only_a_digest_names_a_file(store: FileStore, name: str):
    with pytest.raises(ValueError, match="digest"):
        store.read(name)


def test_a_write_that_is_killed_leaves_no_file_under_its_name(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
):
    def killed(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        store.keep(b"abc")

    assert frozenset() == store.kept()
