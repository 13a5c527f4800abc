"""The port to serve on."""

import os
import socket
import time

from tramgdinh.terminal import Refusal

HOST = "127.0.0.1"


def wanted() -> int:
    """Return PORT, else 8000."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise Refusal(f"PORT phải là một số từ 1 đến 65535, không phải “{text}”.")
    return int(text)


def refuse_taken(port: int, *, patience: float = 0) -> None:
    """Raise Refusal when somebody listens there; granian itself would share the port in silence."""
    until = time.monotonic() + patience
    while True:
        with socket.socket() as probe:
            # Connections that just closed are no reason to wait; a listener still is one.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except PermissionError:
                raise Refusal(f"Hệ thống không cho dùng cổng {port}: hãy đặt PORT từ 1024 trở lên.") from None
            except OSError:
                if time.monotonic() > until:
                    raise Refusal(
                        f"Cổng {port} đang có chương trình khác dùng: hãy dừng nó hoặc đặt PORT khác."
                    ) from None
            else:
                return
        time.sleep(0.1)
