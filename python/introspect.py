"""Prints what a framework exposes: every public loss with its signature and its other names.

Usage: introspect.py pytorch|tensorflow
"""
import inspect
import json
import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
# `import tensorflow` must not find the executor of that name beside this file.
sys.path = [entry for entry in sys.path if os.path.abspath(entry or ".") != here]
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

KINDS = {
    inspect.Parameter.POSITIONAL_OR_KEYWORD: "positional-or-keyword",
    inspect.Parameter.KEYWORD_ONLY: "keyword-only",
    inspect.Parameter.POSITIONAL_ONLY: "positional-only",
}


# In the modules of the losses, but no losses: they look one up, or reduce and scale what others computed.
HELPERS = (".deserialize", ".get", ".serialize", ".compute_average_loss", ".scale_regularization_loss")


def parameters(function):
    """Name -> kind and repr of the default, without `self`, `*args` and `**kwargs`."""
    described = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if name == "self" or parameter.kind not in KINDS:
            continue
        described[name] = {"kind": KINDS[parameter.kind]}
        if parameter.default is not inspect.Parameter.empty:
            described[name]["default"] = repr(parameter.default)
    return described


def describe(target, call_method):
    if inspect.isclass(target):
        return {"construct": parameters(target.__init__), "call": parameters(getattr(target, call_method))}
    return {"call": parameters(target)}


def public(module, prefix):
    return {"%s.%s" % (prefix, name): getattr(module, name) for name in dir(module) if not name.startswith("_")}


def canonical(name, target):
    """Module path and `__name__`, where the module has the object under that name too."""
    prefix = name.rsplit(".", 1)[0]
    return "%s.%s" % (prefix, target.__name__)


def collect(losses, elsewhere, call_method):
    """`losses` by public name; every public name of the same object, there or `elsewhere`, is an alias."""
    found = {}
    for name, target in losses.items():
        wanted = canonical(name, target)
        key = wanted if losses.get(wanted) is target else name
        if key not in found:
            names = [other for other, thing in {**losses, **elsewhere}.items() if thing is target and other != key]
            found[key] = {
                "kind": "class" if inspect.isclass(target) else "function",
                "real": "%s.%s" % (target.__module__, target.__qualname__),
                "aliases": sorted(names),
                "parameters": describe(target, call_method),
            }
    return found


def pytorch():
    import torch

    classes = {n: t for n, t in public(torch.nn, "torch.nn").items() if inspect.isclass(t) and "Loss" in n}
    functional = public(torch.nn.functional, "torch.nn.functional")
    functions = {
        n: t
        for n, t in functional.items()
        if inspect.isfunction(t) and (n.endswith("_loss") or "cross_entropy" in n or n.endswith("kl_div"))
    }
    return collect({**classes, **functions}, {}, "forward")


def tensorflow():
    import tensorflow as tf

    base = tf.keras.losses.Loss
    losses = {
        n: t
        for n, t in public(tf.keras.losses, "tf.keras.losses").items()
        if (inspect.isclass(t) and issubclass(t, base) and t is not base)
        or (inspect.isfunction(t) and not n.endswith(HELPERS))
    }
    for n, t in public(tf.nn, "tf.nn").items():
        if n.endswith(("_loss", "cross_entropy_with_logits")) and not n.endswith(HELPERS):
            losses[n] = t
    for n, t in public(tf.compat.v1.losses, "tf.compat.v1.losses").items():
        if inspect.isfunction(t) and not n.rsplit(".", 1)[1].startswith(("add_", "compute_", "get_")):
            losses[n] = t
    elsewhere = {}
    for module, prefix in [
        (tf.losses, "tf.losses"),
        (tf.keras.metrics, "tf.keras.metrics"),
        (tf.metrics, "tf.metrics"),
        (tf.compat.v1.keras.losses, "tf.compat.v1.keras.losses"),
        (tf.compat.v1.keras.metrics, "tf.compat.v1.keras.metrics"),
        (tf.compat.v1.nn, "tf.compat.v1.nn"),
    ]:
        elsewhere.update(public(module, prefix))
    return collect(losses, elsewhere, "__call__")


if __name__ == "__main__":
    json.dump({"pytorch": pytorch, "tensorflow": tensorflow}[sys.argv[1]](), sys.stdout)
