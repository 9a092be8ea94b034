"""Runs the repository's own Python snippets in a framework's environment: recipes and experiments.

Usage: snippets.py pytorch|tensorflow

A call that names a `function` evaluates that function of its `code`, value and gradients, as the framework's executor does a
loss. A call that has `code` alone runs it and answers with the lines it printed.
"""
import contextlib
import importlib.util
import io
import json
import os
import sys

import executor

here = os.path.dirname(os.path.abspath(__file__))
framework = sys.argv[1]
# By its path, because the executor of TensorFlow bears the name of the package that it imports.
spec = importlib.util.spec_from_file_location("framework_executor", os.path.join(here, framework + ".py"))
runner = importlib.util.module_from_spec(spec)
spec.loader.exec_module(runner)

PREAMBLE = {
    "pytorch": "import torch\nimport torch.nn.functional as F\n",
    "tensorflow": "import tensorflow as tf\n",
}[framework]
defined = {}


def define(code, function):
    if code not in defined:
        defined[code] = {}
        exec(PREAMBLE + code, defined[code])
    return defined[code][function]


def evaluate(message):
    executor.resolve = lambda *_: define(message["code"], message["function"])
    return runner.evaluate(message)


def printed(code):
    """What the code prints; an error that ends it is its last line, as Python itself would print it."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        try:
            exec(code, {"__name__": "__main__"})
        except Exception as error:
            print("%s: %s" % (type(error).__name__, executor.normalise(str(error)).split("\n")[0][:200]))
    return out.getvalue().rstrip("\n").split("\n")


def answer(message):
    if "function" in message:
        return executor.answer_call(message, evaluate)
    return {"type": "printed", "seq": message["seq"], "lines": printed(message["code"])}


def send(message):
    executor.PROTOCOL.write(json.dumps(message, allow_nan=False) + "\n")
    executor.PROTOCOL.flush()


for line in sys.stdin:
    request = json.loads(line)
    if request["type"] == "start":
        module = runner.torch if framework == "pytorch" else runner.tf
        version = module.__version__.split("+")[0]
        provenance = executor.provenance(version, runner.SETTINGS)
        send({"type": "ready", "protocol": 1, "name": framework, "version": version, "language": "python", "provenance": provenance})
    elif request["type"] == "call":
        send(answer(request))
    elif request["type"] == "stop":
        break
