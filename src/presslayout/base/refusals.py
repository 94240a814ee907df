"""Why the system would not do something with a file: its words are English, ours are both."""

from __future__ import annotations

import errno
import os

from presslayout.base.diagnostics import Text

WHYS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许",
    errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "没有这个文件",
    errno.ENOTDIR: "路径当中有一段不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EEXIST: "已经有同名的",
    errno.ENOTEMPTY: "文件夹里还有东西",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "链接绕回了自己",
    errno.ENOSPC: "磁盘已满",
    errno.EFBIG: "文件太大",
    errno.EIO: "磁盘读写出错",
    errno.EINVAL: "不是能这样读写的文件",
    errno.ENXIO: "不是能这样读写的文件",
    errno.EBUSY: "正被别的程序占用",
    errno.ETXTBSY: "正被别的程序占用",
    errno.EXDEV: "两头不在一个磁盘上",
    errno.EPIPE: "没有人接着读",
    errno.EBADF: "已经关上",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENOMEM: "内存不够",
}


def why(fault: OSError) -> Text:
    """The reason that a fault of the system's names, in both languages."""
    number = fault.errno or 0
    said = fault.strerror or (os.strerror(number) if number else "no reason given")
    return Text(WHYS.get(number, f"系统错误 {number}"), said)
