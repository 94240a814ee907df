"""A signer's key pair (Ed25519): the private half on the signer's machine, the public in the workspace.

Public keys are lines as OpenSSH writes them, `签样钥匙/NAME.pub`; a name may have several, an old one
stays so that what was signed by it still counts.  Private keys never lie in a workspace: they would
travel with it.
"""

from __future__ import annotations

import base64
import hashlib
import os
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, Diagnostic, SpecError, Text
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

# The folder of a workspace that holds public keys.
FOLDER = "签样钥匙"
# What a signature is of begins with this: nothing else that the key signs can pass for a sign-off.
PURPOSE = b"presslayout sign-off 2\0"
KIND = "ssh-ed25519"
# Names become names of files on every system.
LONGEST = 60
_REFUSED = frozenset('/\\:*?"<>|')
_MOST_BYTES = 65_536
# Categories of characters that show nothing by themselves.
_UNSEEN = frozenset(("Cc", "Cf", "Mn", "Zl", "Zp", "Zs"))


@frozen
class Key:
    """A private key that was opened, the line of its public half, and the fingerprint of that."""

    private: Any
    line: str

    @property
    def fingerprint(self) -> str:
        """As `ssh-keygen -l` prints it."""
        return fingerprint(self.line)

    def sign(self, message: bytes) -> str:
        """The signature of a message, in base64."""
        made: bytes = self.private.sign(PURPOSE + message)
        return base64.b64encode(made).decode("ascii")


def public(root: Path) -> dict[str, tuple[str, ...]]:
    """The public keys of a workspace by the names of their signers."""
    found: dict[str, tuple[str, ...]] = {}
    folder = root / FOLDER
    for path in sorted(folder.glob("*.pub")) if folder.is_dir() else ():
        # Two files may spell one name in two ways, as two systems do.
        name = _nfc(path.stem)
        lines = (*found.get(name, ()), *_lines(path))
        if lines:
            found[name] = lines
    return found


def of(keys: Mapping[str, tuple[str, ...]], name: str) -> tuple[str, ...]:
    """The keys of a signer, however the name is spelt.

    Nobody passes by a key in wide letters or with a blank that no one sees.
    """
    wanted = _folded(name)
    return tuple(
        line for known, lines in keys.items() if _folded(known) == wanted for line in lines
    )


def proves(lines: tuple[str, ...], signature: str, message: bytes) -> str:
    """The fingerprint of the key among these that made the signature, or ""."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_ssh_public_key

    for line in lines:
        try:
            key = load_ssh_public_key(line.encode("utf-8"))
            if not isinstance(key, Ed25519PublicKey):
                continue
            key.verify(base64.b64decode(signature, validate=True), PURPOSE + message)
        except doors.KEY.faults():
            continue
        return fingerprint(line)
    return ""


def fingerprint(line: str) -> str:
    """`SHA256:…` of a public key's line."""
    digest = hashlib.sha256(base64.b64decode(line.split()[1])).digest()
    return "SHA256:" + base64.b64encode(digest).decode("ascii").rstrip("=")


def _inside(path: Path, root: Path) -> bool:
    place, whole = (Path(os.path.realpath(one)) for one in (path, root))
    return place.is_relative_to(whole)


def own(name: str, environ: Mapping[str, str] | None = None) -> Key | None:
    """The private key of a name on this machine; SpecError where there is one that cannot be read."""
    path = _private_path(name, environ)
    if path is None or not path.is_file():
        return None
    return _opened(path)


def made(name: str, root: Path, environ: Mapping[str, str] | None = None) -> tuple[Key, Path, bool]:
    """The key of a name, its public half in the workspace; where that stands, and whether it is new.

    A private key that this machine has is kept and only published.  SpecError for a name that no
    file can bear, or where the private key would lie inside the workspace.
    """
    if not _bearable(name):
        raise SpecError([_no_name(name)])
    path = _private_path(name, environ)
    if path is None or _inside(path, root):
        raise SpecError([_no_place(path)])
    fresh = not path.is_file() and _written(path)
    key = _opened(path)
    published = root / FOLDER / f"{_nfc(name)}.pub"
    if key.line not in _lines(published):
        from presslayout.issue.sourcefile import appended

        published.parent.mkdir(exist_ok=True)
        appended(published, [f"{key.line} {_nfc(name)}"])
    return key, published, fresh


def _written(path: Path) -> bool:
    """Make a key; whether it was made, and not there by then.

    It is there whole or not at all: half of one would have to be moved away by hand.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    private = Ed25519PrivateKey.generate()
    data = private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    spare = path.with_name(f".{os.getpid()}-{os.urandom(4).hex()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            descriptor = os.open(spare, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            return _named(spare, path)
        finally:
            spare.unlink(missing_ok=True)
    except OSError as cause:
        raise SpecError([_unusable(path)]) from cause


def _named(spare: Path, path: Path) -> bool:
    """Give a key its name; whether nobody had it before."""
    try:
        os.link(spare, path)
    except FileExistsError:
        return False
    except OSError:
        # A disk without links.
        if path.exists():
            return False
        spare.rename(path)
    return True


def _opened(path: Path) -> Key:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_ssh_private_key

    try:
        private = load_ssh_private_key(doors.read(path), None)
    except doors.KEY.faults(OSError) as cause:
        raise SpecError([_unusable(path)]) from cause
    if not isinstance(private, Ed25519PrivateKey):
        raise SpecError([_unusable(path)])
    return Key(private, _public_line(private))


def _public_line(private: Any) -> str:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    data: bytes = private.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    return data.decode("ascii")


def _lines(path: Path) -> tuple[str, ...]:
    """The Ed25519 keys of a file, kind and key alone; what is no such key is left out."""
    try:
        text = doors.read(path, _MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return ()
    words = (line.split() for line in text.split("\n"))
    return tuple(dict.fromkeys(f"{w[0]} {w[1]}" for w in words if len(w) > 1 and _is_key(w)))


def _is_key(words: list[str]) -> bool:
    if words[0] != KIND:
        return False
    try:
        return bool(base64.b64decode(words[1], validate=True))
    except ValueError:
        return False


def _private_path(name: str, environ: Mapping[str, str] | None = None) -> Path | None:
    folder = _folder(os.environ if environ is None else environ)
    return folder / f"{_nfc(name)}.key" if folder is not None and _bearable(name) else None


def _folder(environ: Mapping[str, str]) -> Path | None:
    """Where private keys lie: $PRESSLAYOUT_KEYS, else the user's own settings."""
    told = environ.get("PRESSLAYOUT_KEYS")
    if told:
        return Path(told)
    home = environ.get("HOME")
    if sys.platform == "win32":
        base = environ.get("APPDATA")
    elif sys.platform == "darwin":
        base = str(Path(home, "Library", "Application Support")) if home else None
    else:
        base = environ.get("XDG_CONFIG_HOME") or (str(Path(home, ".config")) if home else None)
    return Path(base, "presslayout", "keys") if base else None


def _bearable(name: str) -> bool:
    return (
        0 < len(name) <= LONGEST
        and not name.startswith((".", " "))
        and not name.endswith((".", " "))
        and all(c.isprintable() and c not in _REFUSED for c in name)
    )


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _folded(name: str) -> str:
    """A name as people read it: width, case and blanks aside, and what prints nothing."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in plain if not (c.isspace() or unicodedata.category(c) in _UNSEEN))


def _no_name(name: str) -> Diagnostic:
    return Diagnostic(
        "bad-value",
        ERROR,
        Text(f"「{name}」不能用作钥匙的名字", f"“{name}” cannot be the name of a key"),
        hint=Text(
            f"写签样人的姓名，不超过 {LONGEST} 字，不用 / \\ : * ? 这些符号",
            f"write the signer's name: at most {LONGEST} characters, none of / \\ : * ?",
        ),
    )


def _no_place(path: Path | None) -> Diagnostic:
    where = path.parent if path is not None else "?"
    return Diagnostic(
        "no-key",
        ERROR,
        Text(
            f"私钥不能放在工作区里：{where}" if path else "不知道私钥该放在哪里",
            f"a private key may not lie inside the workspace: {where}"
            if path
            else "there is no place for a private key",
        ),
        hint=Text(
            "用环境变量 PRESSLAYOUT_KEYS 指定工作区以外的文件夹",
            "name a folder outside the workspace in $PRESSLAYOUT_KEYS",
        ),
    )


def _unusable(path: Path) -> Diagnostic:
    return Diagnostic(
        "no-key",
        ERROR,
        Text(f"私钥 {path.name} 读不出或写不下", f"the private key {path.name} cannot be used"),
        hint=Text(
            f"看看 {path.parent} 的权限；钥匙坏了的，移走它，再用 sign --new-key 做一把",
            f"look at the permissions of {path.parent}; move a damaged key away and make another "
            "with sign --new-key",
        ),
    )
