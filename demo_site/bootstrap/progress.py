"""Long steps that show they are alive, and that explain themselves when they fail."""

import subprocess
import sys
import threading
import time

from demo_site.bootstrap.ground import ROOT, Stop, say


class Progress:
    """One line with the seconds gone by: it moves on a terminal, and comes every ten seconds in a log."""

    def __init__(self, label):
        self.label = label
        self.detail = ""
        self.started = time.time()
        self.live = sys.stdout.isatty()
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.run)
        self.thread.daemon = True

    def run(self):
        if not self.live:
            say(f"  {self.label} ...")
        while not self.done.wait(0.2 if self.live else 10):
            self.show()

    def show(self):
        seconds = int(time.time() - self.started)
        text = f"  {self.label} ... {seconds} s  {self.detail}"
        if self.live:
            sys.stdout.write("\r\033[K" + text[:100])
            sys.stdout.flush()
        else:
            say(text)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *failure):
        self.done.set()
        self.thread.join()
        if failure[0] is None:
            end = f"  {self.label}: done in {time.time() - self.started:.0f} s"
            say("\r\033[K" + end if self.live else end)
        elif self.live:
            say()


def step(label, command, env=None, about=None):
    """Run a program quietly under a progress line; what it wrote is shown only when it fails."""
    lines = []
    with Progress(label) as progress:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            universal_newlines=True,
        )
        for line in process.stdout:
            lines.append(line.rstrip())
            if about:
                progress.detail = about(lines[-1]) or progress.detail
        if process.wait():
            raise Stop(explain(label, lines))


def explain(label, lines):
    """The sentence for a failed step: the usual causes by name, the program's last words otherwise."""
    text = "\n".join(lines)
    if "No space left on device" in text or "database or disk is full" in text:
        return f"The disk filled up while: {label.lower()}. Free some space and run again."
    if "ensurepip" in text and "not" in text:
        return (
            "This Python comes without its venv module. On Debian and Ubuntu: "
            "sudo apt install python3-venv (or python3.X-venv for another version), then run again."
        )
    no_network = (
        "NameResolutionError",
        "Temporary failure in name resolution",
        "NewConnectionError",
        "Network is unreach",
    )
    if any(sign in text for sign in no_network) or "from versions: none" in text:
        return (
            "The Python packages could not be fetched. Check the network connection "
            "(or the proxy: HTTPS_PROXY, PIP_INDEX_URL) and run again; what was fetched so far is kept."
        )
    return "{} failed. Its last words:\n\n{}\n".format(
        label, "\n".join("    " + line for line in lines[-25:])
    )
