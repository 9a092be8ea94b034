"""
Prints the parameters of losses in the framework that is installed here: signatures.py torch|tf, names as a JSON list on stdin.

For each name null, where there is none, or parameter -> repr of the default (null where it has none), the constructor's and the call's
together. Under `public` the names that the namespaces of these losses have.
"""
import importlib
import inspect
import json
import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path = [entry for entry in sys.path if os.path.abspath(entry or ".") != here]
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
MODULES = {"torch": "torch", "tf": "tensorflow"}
VARIADIC = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


def resolve(root, name):
    target = root
    for part in name.split(".")[1:]:
        target = getattr(target, part, None)
    return target


def parameters(function):
    return {
        name: None if parameter.default is inspect.Parameter.empty else repr(parameter.default)
        for name, parameter in inspect.signature(function).parameters.items()
        if name != "self" and parameter.kind not in VARIADIC
    }


def describe(target):
    if not callable(target):
        return None
    if not inspect.isclass(target):
        return parameters(target)
    call = target.forward if hasattr(target, "forward") else target.__call__
    # A name that both have is the constructor's, as in the recorded parameters.
    construct = parameters(target.__init__)
    return {**construct, **parameters(call), **construct}


def main():
    first = sys.argv[1]
    root = importlib.import_module(MODULES[first])
    names = json.load(sys.stdin)
    spaces = sorted({name.rsplit(".", 1)[0] for name in names})
    public = {space: sorted(n for n in dir(resolve(root, space)) if not n.startswith("_")) for space in spaces}
    json.dump({"losses": {name: describe(resolve(root, name)) for name in names}, "public": public}, sys.stdout)


if __name__ == "__main__":
    main()
