"""Issues built by other machines: the same folders as after a local batch, whatever happens there."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import signal
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.clusters import Machines, deaf_port
from tests.e2e.desk import ROOT, Desk
from tests.waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest.importorskip("distributed", reason="not installed: pip install 'presslayout[cluster]'")
pytestmark = [pytest.mark.slow, pytest.mark.external]

NAMES = ("甲", "乙", "丙", "丁")
BROKEN = "乙"
FACES = """\
宋体:
  文件: 自家宋体.ttf
  后备: [楷体, 黑体]
  别名: [书宋]
没人用的:
  文件: 没人用的.ttf
"""


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    made = Machines(tmp_path_factory.mktemp("machines"))
    try:
        made.scheduler()
        for name in ("one", "two"):
            made.worker(name, "--preload", "poisoned")
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Issues as they are before anybody built one: a variant, a face of their own, one that is broken."""
    folder = tmp_path_factory.mktemp("ground")
    made = Desk(folder / "w", folder / "cache")
    made.root.mkdir()
    made.write()
    spec = made.spec.read_text("utf-8")
    for at, name in enumerate(NAMES):
        shutil.copytree(made.spec.parent, made.root / "issue" / name)
        text = spec.replace("2026-10-18", f"2026-10-{10 + at}").replace("守山", f"守{name}")
        (made.root / "issue" / name / "issue.yaml").write_text(text, "utf-8")
    shutil.rmtree(made.spec.parent)
    (made.root / "issue" / BROKEN / "issue.yaml").write_text("报纸:\n  坏", "utf-8")
    (made.root / "issue" / "甲" / "县.yaml").write_text("底版: issue.yaml\n版本: 县版\n", "utf-8")
    fonts = made.root / "fonts"
    fonts.mkdir()
    (fonts / "fonts.yaml").write_text(FACES, "utf-8")
    shutil.copy(ROOT / "fonts" / "NotoSerifSC-Regular.ttf", fonts / "自家宋体.ttf")
    (fonts / "没人用的.ttf").write_bytes(b"no face" * 4096)
    return made


@pytest.fixture(scope="module")
def local(ground: Desk) -> dict[str, bytes]:
    """What a local batch leaves of them."""
    ran = ground.run("batch", "issue", "--json", "--jobs", "1")
    assert ran.exit == 1, ran.err
    left = folder(ground.root / "out")
    shutil.move(ground.root / "out", ground.root.parent / "local")
    return left


@pytest.fixture
def desk(ground: Desk, tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "w", tmp_path / "cache")
    shutil.copytree(ground.root, made.root)
    return made


def folder(top: Path) -> dict[str, bytes]:
    """The files below a folder; without what differs from run to run."""
    found = {}
    for path in sorted(p for p in top.rglob("*") if p.is_file()):
        data = path.read_bytes()
        if path.suffix in (".json", ".jsonl"):
            data = re.sub(rb'"timings_ms":\s*\{[^}]*\}', b"", data)
            data = re.sub(rb'"(processor_)?seconds": [\d.]+', b"", data)
        found[path.relative_to(top).as_posix()] = data
    assert not any("presslayout-" in name for name in found)
    return found


def batch(desk: Desk, machines: Machines, *words: str) -> tuple[int, dict[str, Any]]:
    ran = desk.run("batch", "issue", "--json", "--cluster", machines.address, *words)
    *events, last = map(json.loads, ran.out.splitlines())
    assert len(events) == len(last["issues"]), ran.err
    return ran.exit, last


@pytest.mark.parametrize("words", [(), ("--shared",)])
def test_the_folders_are_those_of_a_local_batch(
    desk: Desk, machines: Machines, local: dict[str, bytes], words: tuple[str, ...]
) -> None:
    code, last = batch(desk, machines, *words)
    assert (code, last["done"], last["failed"]) == (1, 4, 1)
    there = folder(desk.root / "out")
    assert there.keys() == local.keys()
    # Delivered files, editions, reports, and what the manifest says each was made of.
    assert [name for name in there if there[name] != local[name]] == []

    code, last = batch(desk, machines, "--resume", *words)
    assert [one["skipped"] for one in last["issues"]].count(True) == 4
    # A folder that holds something is treated as a build here treats it.
    batch(desk, machines, "--for", "proof", *words)
    before = folder(desk.root / "out")
    (desk.root / "issue" / "丙" / "A.txt").write_text("云岭县护路人清晨走过石桥。" * 900, "utf-8")
    batch(desk, machines, *words)
    left = {n for n in folder(desk.root / "out") if n.startswith("丙/issue/")}
    assert left == {
        f"丙/issue/{name}"
        for name in ("edition.json", "report.json", "proof.pdf", "previous/press.pdf")
    }
    assert before["丙/issue/press.pdf"] == folder(desk.root / "out")["丙/issue/previous/press.pdf"]


def test_a_killed_worker_costs_nothing_but_time(
    desk: Desk, machines: Machines, local: dict[str, bytes]
) -> None:
    with desk.start("batch", "issue", "--json", "--cluster", machines.address) as run:
        builders = until(lambda: machines.below("presslayout.cli.builder"), 60)
        import psutil

        worker = psutil.Process(builders[0]).ppid()
        os.kill(worker, signal.SIGKILL)
        out, err = run.communicate(timeout=180)
    assert run.returncode == 1, err
    assert json.loads(out.splitlines()[-1])["done"] == 4
    assert folder(desk.root / "out") == local
    # Nothing outlives its worker.
    until(lambda: not psutil.pid_exists(builders[0]), 60)


def test_an_issue_that_ends_its_workers_costs_itself_alone(desk: Desk, machines: Machines) -> None:
    shutil.copytree(desk.root / "issue" / "丙", desk.root / "issue" / "毒")
    shutil.rmtree(desk.root / "issue" / BROKEN)
    code, last = batch(desk, machines, "--for", "proof")
    assert code == 70
    exits = {one["issue"]: one["exit"] for one in last["issues"]}
    assert exits.pop("issue/毒/issue.yaml") == 70
    assert len(exits) == 4
    assert set(exits.values()) == {0}
    ran = desk.run("batch", "issue/毒", "--cluster", machines.address, "--lang=en")
    assert ran.exit == 70
    assert "each worker that built this issue ended over it (tried 3 times by itself)" in ran.err
    assert "Traceback" not in ran.err


def test_a_worker_of_another_version_gets_no_work(desk: Desk, machines: Machines) -> None:
    odd = machines.worker("odd", "--preload", "outdated")
    try:
        code, last = batch(desk, machines, "--for", "proof")
    finally:
        machines.stop(odd)
    assert (code, last["done"]) == (1, 4)
    (told,) = last["diagnostics"]
    assert (told["code"], told["severity"]) == ("worker-differs", "warning")
    assert "presslayout is 0.0.1 there, 0.1.0 here" in str(told)


def test_an_interrupted_batch_leaves_no_process(desk: Desk, machines: Machines) -> None:
    with desk.start("batch", "issue", "--json", "--cluster", machines.address) as run:
        until(lambda: machines.below("presslayout.cli.builder"), 60)
        run.send_signal(signal.SIGINT)
        _, err = run.communicate(timeout=60)
    assert run.returncode == 130, err
    assert b"Traceback" not in err
    until(lambda: not machines.below("presslayout.cli.builder"), 60)
    assert batch(desk, machines, "--resume")[1]["done"] == 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--cluster", "tcp://192.0.2.1:8786"), "--insecure"),
        (("--cluster", "192.0.2.1:8786"), "--insecure"),
        (("--cluster", "tls://127.0.0.1:8786"), "--tls-ca"),
        (("--cluster", "tls://127.0.0.1"), "HOST:PORT"),
        (("--cluster", "http://127.0.0.1:1"), "HOST:PORT"),
        (("--cluster", "127.0.0.1:8786", "--jobs", "2"), "--jobs"),
        (("--insecure",), "--cluster"),
    ],
)
def test_an_address_that_is_not_to_be_spoken_to(
    desk: Desk, words: tuple[str, ...], said: str
) -> None:
    # The first command of a run waits until all is loaded.
    assert desk.run("--version").exit == 0
    begun = time.monotonic()
    ran = desk.run("batch", "issue", "--lang=en", *words)
    assert ran.exit == 2
    assert said in ran.err
    # Nobody was called.
    assert time.monotonic() - begun < 15


def test_nobody_there_is_told(desk: Desk) -> None:
    with deaf_port() as port:
        address = f"tcp://127.0.0.1:{port}"
        ran = desk.run("batch", "issue", "--lang=en", "--cluster", address)
    assert ran.exit == 1
    assert "[cluster-unreachable]" in ran.err
    assert "Traceback" not in ran.err


def test_certificates_let_in_whom_they_name_and_a_lost_scheduler_is_told(
    desk: Desk, tmp_path: Path
) -> None:
    for name in ("own", "other"):
        _certified(tmp_path, name)
    mine, theirs = (
        tuple(f"--tls-{w}={tmp_path / f'{name}-{f}.pem'}" for w, f in _FILES)
        for name in ("own", "other")
    )
    flags = tuple(
        word
        for w, f in (("--tls-ca-file", "ca"), ("--tls-cert", "cert"), ("--tls-key", "key"))
        for word in (w, str(tmp_path / f"own-{f}.pem"))
    )
    made = Machines(tmp_path, "tls", flags)
    try:
        top = made.scheduler()
        made.worker("one")
        code, last = batch(desk, made, "--for", "proof", *mine)
        assert (code, last["done"]) == (1, 4)
        ran = desk.run("batch", "issue", "--lang=en", "--cluster", made.address, *theirs)
        assert ran.exit == 1
        assert "[cluster-unreachable]" in ran.err

        words = ("--lang=en", "--cluster", made.address, *mine)
        with desk.start("batch", "issue", *words) as run:
            until(lambda: made.below("presslayout.cli.builder"), 60)
            made.stop(top)
            _, err = run.communicate(timeout=90)
        assert run.returncode == 1
        assert b"[cluster-lost]" in err
        assert b"--resume" in err
        assert b"Traceback" not in err
    finally:
        made.close()


_FILES = (("ca", "ca"), ("cert", "cert"), ("key", "key"))


def _certified(folder: Path, name: str) -> None:
    """A self-signed certificate that is its own CA."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public = made.public_bytes(serialization.Encoding.PEM)
    for file in ("ca", "cert"):
        (folder / f"{name}-{file}.pem").write_bytes(public)
    (folder / f"{name}-key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def test_a_program_gives_them_to_its_own_client(
    desk: Desk, machines: Machines, local: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import Client

    import presslayout

    monkeypatch.chdir(desk.root)
    monkeypatch.setenv("PRESSLAYOUT_CACHE", str(desk.cache))
    with Client(machines.address, set_as_default=False) as client:
        made = list(presslayout.batch(["issue"], executor=client.get_executor()))
    assert [one.ok for one in made].count(True) == 4
    left = folder(desk.root / "out")
    assert {n: d for n, d in left.items() if n != "batch.jsonl"} == {
        n: d for n, d in local.items() if n != "batch.jsonl"
    }
    assert all(path.is_file() for one in made for path in one.files)
