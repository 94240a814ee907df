"""What is said of a cluster: no scheduler, no workers, a worker that is another, an issue that ends them."""

from __future__ import annotations

from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, Text


def unreachable(address: str, fault: Exception) -> Diagnostic:
    """No scheduler answers there."""
    return Diagnostic(
        "cluster-unreachable",
        ERROR,
        Text(
            f"连不上调度器 {address}（{_why(fault)}）",
            f"the scheduler {address} cannot be reached ({_why(fault)})",
        ),
        hint=Text(
            "看调度器在不在运行、地址和端口对不对、两边的证书是不是同一个 CA 签的；"
            "去掉 --cluster 就在本机排",
            "see whether it runs, whether address and port are right, and whether one CA signed both "
            "sides' certificates; without --cluster this machine builds them",
        ),
    )


def _why(fault: BaseException) -> str:
    """The last cause in one line."""
    while fault.__cause__ is not None:
        fault = fault.__cause__
    said = str(fault).strip().split("\n")[0]
    return said or type(fault).__name__


def lost(address: str) -> Diagnostic:
    """The scheduler went while there was work."""
    return Diagnostic(
        "cluster-lost",
        ERROR,
        Text(f"排到一半，调度器 {address} 没有了", f"the scheduler {address} was lost on the way"),
        hint=Text(
            "已经排好的都在；调度器恢复以后，加上 --resume 再运行一次，只排剩下的",
            "what was finished stands; once the scheduler is back run it again with --resume, which "
            "builds the rest",
        ),
    )


def nobody(refused: dict[str, Text]) -> Diagnostic:
    """No worker can be used."""
    odd = next(iter(refused.values()), None)
    return Diagnostic(
        "cluster-without-workers",
        ERROR,
        Text(
            f"没有一台机器能排：{odd.zh}" if odd else "调度器那里没有机器在等活",
            f"no worker can be used: {odd.en}" if odd else "the scheduler has no workers",
        ),
        hint=Text(
            "每台机器装一样的 presslayout 和库，启动 dask worker，再运行一次",
            "install the same presslayout and libraries on every machine, start dask worker, and "
            "run it again",
        ),
    )


def differs(address: str, difference: Text) -> Diagnostic:
    """A worker is another than this machine."""
    return Diagnostic(
        "worker-differs",
        WARNING,
        Text(
            f"{address} 和本机不一样，不给它活：{difference.zh}",
            f"{address} differs from this machine and gets no work: {difference.en}",
        ),
        hint=Text(
            "那台机器装上和本机一样的版本，重新启动它的 worker",
            "install there what is installed here, and start its worker again",
        ),
    )


def to_blame(count: int) -> Text:
    """Why an issue is not tried any more."""
    return Text(
        f"排这一期时，排它的机器上的 worker 每次都被结束（单独试了 {count} 次）：多半是内存不够；"
        "用 build 在本机单独排一次看看",
        f"each worker that built this issue ended over it (tried {count} times by itself): it lacks "
        "memory, most likely; try it here alone with build",
    )


def uninstalled() -> Diagnostic:
    """The library of clusters is not here."""
    return Diagnostic(
        "cluster-not-installed",
        ERROR,
        Text(
            "--cluster 要用 distributed 库，这台机器没有装",
            "--cluster needs the library distributed, which is not installed",
        ),
        hint=Text("pip install 'presslayout[cluster]'", "pip install 'presslayout[cluster]'"),
    )
