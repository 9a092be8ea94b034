"""Prints what a framework exposes: every public loss with its signature and its other names, and what else sounds like one.

Usage: introspect.py pytorch|tensorflow
"""
import inspect
import json
import os
import re
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


# What sounds like a loss, wherever it stands: found, it is recorded or must be excluded with a reason.
SOUNDS = re.compile("loss|entropy|hinge|huber|log_?cosh|divergence|kl_?div|ctc_|nll|absolute_difference|cosine_?(distance|proximity|similarity)|pairwise_?distance|_squared_error", re.I)


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


def walk(module, prefix, inside, above=()):
    """Everything callable of a module and its public submodules, by every name that leads there without going in circles."""
    found, modules = {}, []
    for name, thing in public(module, prefix).items():
        if inspect.ismodule(thing):
            modules.append((name, thing))
        elif callable(thing):
            found[name] = thing
    for name, thing in modules:
        if inside(name, thing) and not any(thing is module for module in above):
            found.update(walk(thing, name, inside, above + (thing,)))
    return found


def canonical(name, target):
    """Module path and `__name__`, where the module has the object under that name too."""
    prefix = name.rsplit(".", 1)[0]
    return "%s.%s" % (prefix, getattr(target, "__name__", name))


def collect(losses, everything, call_method):
    """
    `losses` by public name, the first name of an object counting; every other public name of it is an alias. `others` are the names
    that sound like a loss and are none of these.
    """
    found, keys = {}, {}
    for name, target in losses.items():
        if id(target) in keys:
            continue
        wanted = canonical(name, target)
        keys[id(target)] = key = wanted if losses.get(wanted) is target else name
        found[key] = {
            "kind": "class" if inspect.isclass(target) else "function",
            "real": "%s.%s" % (target.__module__, target.__qualname__),
            "aliases": sorted(n for n, thing in {**losses, **everything}.items() if thing is target and n != key),
            "parameters": describe(target, call_method),
        }
    others = {n for n, t in everything.items() if SOUNDS.search(n.rsplit(".", 1)[1]) and id(t) not in keys}
    return {"losses": found, "others": sorted(others)}


def pytorch():
    import torch

    classes = {n: t for n, t in public(torch.nn, "torch.nn").items() if inspect.isclass(t) and "Loss" in n}
    functional = public(torch.nn.functional, "torch.nn.functional")
    functions = {
        n: t
        for n, t in functional.items()
        if inspect.isfunction(t) and (n.endswith("_loss") or "cross_entropy" in n or n.endswith("kl_div"))
    }
    # The documented namespaces; in the rest of the package everything can be reached from everywhere.
    everything = {**public(torch, "torch"), **public(torch.nn, "torch.nn"), **functional}
    return collect({**classes, **functions}, {n: t for n, t in everything.items() if callable(t)}, "forward")


def tensorflow():
    import tensorflow as tf

    # Private parts bear public names too (`tf.python`), other packages hang below, and `tf.compat` holds the whole interface again.
    private = re.compile(r"tensorflow\.(python(?!\.keras\.api\.)|core|compiler|tools)")
    inside = lambda name, thing: (
        thing.__name__.startswith("tensorflow.")
        and not private.match(thing.__name__)
        and not name.startswith(("tf.python", "tf.compat.v2", "tf.compat.v1.compat"))
    )
    everything = walk(tf, "tf", inside)
    losses = {}
    for prefix in ("tf.keras.losses", "tf.nn", "tf.compat.v1.losses", "tf.compat.v1.nn", "tf.compat.v1.keras.losses"):
        for n, t in everything.items():
            module, name = n.rsplit(".", 1)
            if module == prefix and is_tensorflow_loss(prefix, name, t, tf.keras.losses.Loss):
                losses[n] = t
    return collect(losses, everything, "__call__")


def is_tensorflow_loss(prefix, name, target, base):
    if prefix.endswith("keras.losses"):
        return (inspect.isclass(target) and issubclass(target, base) and target is not base) or (
            inspect.isfunction(target) and {"y_true", "y_pred"} <= set(inspect.signature(target).parameters)
        )
    # A function of targets, whatever it calls them; `l2_loss` alone has none.
    told = set(inspect.signature(target).parameters) if inspect.isfunction(target) else set()
    sounds = prefix.endswith(".losses") or "loss" in name or "entropy" in name
    return name == "l2_loss" or bool(sounds and told & {"labels", "onehot_labels", "multi_class_labels", "targets"})


if __name__ == "__main__":
    json.dump({"pytorch": pytorch, "tensorflow": tensorflow}[sys.argv[1]](), sys.stdout)
