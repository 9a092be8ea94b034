"""Protocol 1 on stdin and stdout: one JSON message a line. Holds no formula and no expectation."""
import json
import os
import platform
import re
import sys
import warnings

import numpy as np

from wire import DTYPES, Unsupported, encode_array

MESSAGE_LIMIT = 500

# Frameworks print, some already on import, some from C: from here on that goes to stderr, and the protocol has stdout to itself.
PROTOCOL = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
os.dup2(2, 1)
sys.stdout = sys.stderr


class Rejected(Exception):
    """The framework refused the call."""

    def __init__(self, cause, phase, value=None):
        super().__init__(normalise(str(cause)))
        self.error, self.phase, self.value = type(cause).__name__, phase, value


def in_phase(phase, action, value=None):
    """Runs `action`; whatever the framework raises becomes a rejection of that phase."""
    try:
        return action()
    except Unsupported:
        raise
    except Exception as error:
        raise Rejected(error, phase, value) from error


def normalise(message):
    """Addresses and paths differ from process to process; what is left must not."""
    message = re.sub(r"0x[0-9a-fA-F]{4,}", "<address>", message)
    message = re.sub(r"(?:/[\w.+-]+){2,}", "<path>", message)
    return message.strip()[:MESSAGE_LIMIT]


def resolve(prefix, root, name):
    """What bears the dotted public name, `prefix` being that of the module `root`."""
    first, *rest = name.split(".")
    target = root if first == prefix else None
    for part in rest:
        target = None if part.startswith("_") else getattr(target, part, None)
    if not callable(target):
        raise Unsupported("no %s here" % name)
    return target


def cpu_name():
    try:
        with open("/proc/cpuinfo") as info:
            return next(line.split(":", 1)[1].strip() for line in info if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or "unknown"


def provenance(version, settings):
    """What a recording must say about the process that made it."""
    return {
        "version": version,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "cpu": cpu_name(),
        "platform": "%s %s" % (platform.system(), platform.machine()),
        "settings": settings,
    }


def quiet_warnings(caught):
    """Category and first line of each warning, once; what concerns the machine's drivers is no part of an answer."""
    lines = ["%s: %s" % (w.category.__name__, normalise(str(w.message).split("\n")[0])) for w in caught]
    return list(dict.fromkeys(line for line in lines if not re.search("CUDA|driver", line)))


def answer_call(message, evaluate):
    """The answer to one call; `evaluate(message)` gives value and gradients or raises Rejected or Unsupported."""
    answer = {"seq": message["seq"]}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            value, gradients = evaluate(message)
            answer.update(type="result", value=encode_array(value))
            if message.get("wrt"):
                answer["gradients"] = {name: encode_array(gradient) for name, gradient in gradients.items()}
        except Rejected as rejected:
            answer.update(type="rejected", message=str(rejected), error=rejected.error, phase=rejected.phase)
            if rejected.value is not None:
                answer["value"] = encode_array(rejected.value)
        except Unsupported as reason:
            answer.update(type="unsupported", reason=str(reason))
    lines = quiet_warnings(caught)
    if lines and answer["type"] != "unsupported":
        answer["warnings"] = lines
    return answer


def serve(ready, evaluate):
    """Answers until `stop` or the end of input."""

    def send(message):
        PROTOCOL.write(json.dumps(message, allow_nan=False) + "\n")
        PROTOCOL.flush()

    for line in sys.stdin:
        message = json.loads(line)
        if message["type"] == "start":
            send(dict(ready, type="ready", protocol=1, language="python", dtypes=DTYPES, gradients=True))
        elif message["type"] == "call":
            send(answer_call(message, evaluate))
        elif message["type"] == "stop":
            break
