"""Runs the emulator for the sandbox: saves its data while it runs, and stops when the sandbox is gone.

The emulator writes its data only when it shuts down. This launcher adds five things to it:
  * it saves every few seconds if there were requests, so that even a power cut loses seconds at most;
  * it shuts down gracefully, saving, as soon as standard input closes, which is what happens when the
    sandbox ends for whatever reason, `kill -9` included;
  * it tells the sandbox whether a token of IAM that was given to a database or cache opens it, since the
    emulator alone has the keys and the policies (`sign_in.py`);
  * it gives the stack's secrets the ARNs that the stack knows them by (`secret_arns.py`);
  * it takes calls of this machine as AWS takes those of the stack (`local_calls.py`).

Usage: launcher.py DATA_DIRECTORY  (everything else comes in environment variables)
"""

import os
import signal
import sys
import threading
import time

from ministack import app as emulator
from ministack.core.persistence import save_all

import local_calls
import secret_arns
import sign_in

SAVE_EVERY_SECONDS = 5.0


class SandboxApp:
    """Passes requests on and counts them, but for those of the sandbox itself."""

    def __init__(self, inner):
        self._inner = inner
        self.requests = 0

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            if scope["path"] == sign_in.PATH:
                await sign_in.handle(scope, receive, send)
                return
            self.requests += 1
        await self._inner(scope, receive, send)


def save_regularly(app):
    saved = 0
    while True:
        time.sleep(SAVE_EVERY_SECONDS)
        loop = emulator._MAIN_LOOP
        seen = app.requests
        if seen == saved or loop is None or loop.is_closed():
            continue
        # On the event loop, so that no request changes the data while it is written.
        loop.call_soon_threadsafe(lambda: save_all(emulator._build_persistence_save_dict()))
        saved = seen


def stop_with_parent():
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def main():
    local_calls.install()
    app = SandboxApp(emulator.app)
    emulator.app = app
    secret_arns.install()
    threading.Thread(target=save_regularly, args=(app,), daemon=True).start()
    threading.Thread(target=stop_with_parent, daemon=True).start()
    sys.argv = sys.argv[:1]
    emulator.main()


if __name__ == "__main__":
    main()
