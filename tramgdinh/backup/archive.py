"""The file itself: a ZIP whose last member, the manifest, holds the size and hash of every other one."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Self

from tramgdinh.terminal import Refusal

PROGRAM = "tramgdinh"
FORMAT = 1
MANIFEST = "manifest.json"
BLOCK = 1024 * 1024

DAMAGED = "Tệp sao lưu bị hỏng hoặc chép chưa hết: {}"
FOREIGN = "Tệp này không phải bản sao lưu của chương trình: {}"


@dataclass(frozen=True)
class Member:
    """A member of the archive as it must be found again."""

    size: int
    sha256: str


@dataclass
class Manifest:
    """What a backup says about itself."""

    program: str = PROGRAM
    format: int = FORMAT
    version: str = ""
    made_at: str = ""
    server: str = ""
    migrations: list[list[str]] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    sequences: dict[str, int | None] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)

    @classmethod
    def load(cls, raw: Any) -> Self:
        """Return the manifest from its JSON form."""
        members = {name: Member(**member) for name, member in raw.pop("members").items()}
        return cls(members=members, **raw)


def table_member(table: str) -> str:
    """Return where the archive keeps a table."""
    return f"tables/{table}.copy"


class Writer:
    """Writes members one after the other, hashing them on the way, the manifest last."""

    def __init__(self, path: Path) -> None:
        self.zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self.manifest = Manifest()

    def add(self, name: str, blocks: Iterable[bytes]) -> int:
        """Write a member and return the number of lines in it."""
        digest, size, lines = hashlib.sha256(), 0, 0
        with self.zip.open(name, "w", force_zip64=True) as target:
            for block in blocks:
                digest.update(block)
                size += len(block)
                lines += block.count(b"\n")
                target.write(block)
        self.manifest.members[name] = Member(size, digest.hexdigest())
        return lines

    def close(self) -> None:
        """Write the manifest and the ZIP's directory."""
        self.zip.writestr(MANIFEST, json.dumps(asdict(self.manifest), ensure_ascii=False, indent=1))
        self.zip.close()


class Reader:
    """Opens an archive and checks all of it before anything is taken from it; raises Refusal."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise Refusal(f"Không có tệp {path}.")
        if not zipfile.is_zipfile(path):
            raise Refusal((DAMAGED if path.read_bytes()[:2] == b"PK" else FOREIGN).format(path))
        try:
            self.zip = zipfile.ZipFile(path)
            self.manifest = self._read_manifest(path)
            self._check_members(path)
        except (zipfile.BadZipFile, OSError, EOFError, RuntimeError) as error:
            raise Refusal(DAMAGED.format(f"{path} ({error})")) from None
        except zipfile.zlib.error:  # type: ignore[attr-defined]
            raise Refusal(DAMAGED.format(path)) from None

    def read(self, name: str) -> Iterator[bytes]:
        """Yield a member in blocks."""
        with self.zip.open(name) as source:
            while block := source.read(BLOCK):
                yield block

    def files(self) -> list[str]:
        """Return the members that are uploaded files."""
        return [name for name in self.manifest.members if name.startswith("files/")]

    def _read_manifest(self, path: Path) -> Manifest:
        try:
            raw = json.loads(self.zip.read(MANIFEST))
            if raw["program"] != PROGRAM:
                raise Refusal(FOREIGN.format(path))
            if raw["format"] != FORMAT:
                raise Refusal(f"Bản sao lưu theo khuôn dạng {raw['format']}, chương trình đọc dạng {FORMAT}: {path}")
            return Manifest.load(raw)
        except (KeyError, ValueError, TypeError):
            raise Refusal(FOREIGN.format(path)) from None

    def _check_members(self, path: Path) -> None:
        there = set(self.zip.namelist()) - {MANIFEST}
        if there != set(self.manifest.members):
            raise Refusal(DAMAGED.format(f"{path} (thiếu hoặc thừa phần)"))
        for name, member in self.manifest.members.items():
            if ".." in PurePosixPath(name).parts or PurePosixPath(name).is_absolute():
                raise Refusal(FOREIGN.format(path))
            digest, size = hashlib.sha256(), 0
            for block in self.read(name):
                digest.update(block)
                size += len(block)
            if Member(size, digest.hexdigest()) != member:
                raise Refusal(DAMAGED.format(f"{path} (phần {name})"))
