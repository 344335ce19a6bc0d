"""Takes the network from the current process, where the system can do that: by a filter of calls on Linux."""

from __future__ import annotations

import ctypes
import platform
import struct
import sys
from typing import Final

_NO_NEW_PRIVILEGES: Final = 38
_SECCOMP: Final = 22
_FILTER: Final = 2
_MACHINES: Final = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""The machine's name → the kernel's number for it, and that of the call `socket` on it."""
_IO_URING_SETUP: Final = 425
_OTHER_TABLE: Final = 0x40000000
"""From here on the numbers are those of another table of calls, in which `socket` is there again."""
_AF_UNIX: Final = 1
_LOAD, _IS, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | 13  # with "permission denied"


def leave_network() -> bool:
    """Let the kernel refuse every new socket but local ones, for good; whether it will."""
    known = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    steps = _program(*known)
    code = b"".join(struct.pack("=HBBI", *step) for step in steps)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("@HP", len(steps), ctypes.addressof(buffer))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    if prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(prctl(_SECCOMP, _FILTER, ctypes.c_char_p(program), 0, 0) == 0)


def _program(machine: int, call: int) -> list[tuple[int, int, int, int]]:
    """Steps of the kernel's filter language: what to do, how many to skip if so and if not, a number."""
    return [
        (_LOAD, 0, 0, _MACHINE),
        (_IS, 0, 6, machine),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 4, 0, _OTHER_TABLE),
        (_IS, 3, 0, _IO_URING_SETUP),
        (_IS, 0, 3, call),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_IS, 1, 0, _AF_UNIX),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
