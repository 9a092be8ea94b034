"""Answers calls with the optax that is installed here, on JAX's CPU backend. Its losses reduce nothing, so only unreduced ones are mapped."""
import os
import platform
import sys

SETTINGS = {"JAX_PLATFORMS": "cpu", "JAX_ENABLE_X64": "true"}
os.environ.update(SETTINGS)
if platform.machine() in ("x86_64", "AMD64"):
    # XLA compiles for the processor that it finds: this is what they have in common. Below it there is no float16.
    os.environ["XLA_FLAGS"] = "--xla_cpu_max_isa=AVX2 " + os.environ.get("XLA_FLAGS", "")

import executor
import wire
from executor import in_phase
from wire import Unsupported

# This file bears the library's name: its own folder must not be where the library is looked for.
here = os.path.dirname(os.path.abspath(__file__))
sys.path = [entry for entry in sys.path if os.path.abspath(entry or ".") != here]
import jax
import optax

LEGACY = {"size_average": None, "reduce": None}
TORCH = dict(LEGACY, reduction="none")


def pair(loss, first, second, fixed, renamed=(), **constant):
    """optax's function, the framework's names of its two inputs, the arguments it lacks with the value they must have, those it has."""
    return {"loss": loss, "inputs": [first, second], "fixed": fixed, "renamed": dict(renamed), "constant": constant}


def both(class_name, function, mapping):
    return {"torch.nn.%s" % class_name: mapping, "torch.nn.functional.%s" % function: mapping}


CLASSES = {"weight": None, "ignore_index": -100}
TRIPLET = {
    "loss": "triplet_margin_loss",
    "inputs": ["anchor", "positive", "negative"],
    "fixed": dict(TORCH, swap=False),
    "renamed": {"margin": "margin", "p": "norm_degree", "eps": "eps"},
    "constant": {},
}
SUMMED = dict(LEGACY, reduction="sum")
# The mapping and its reasons are told in docs/adapters/optax.md, from src/adapters/frameworks/optax-page.ts.
MAPPINGS = {
    **both("MSELoss", "mse_loss", pair("squared_error", "input", "target", TORCH)),
    **both(
        "BCEWithLogitsLoss",
        "binary_cross_entropy_with_logits",
        pair("sigmoid_binary_cross_entropy", "input", "target", dict(TORCH, weight=None, pos_weight=None)),
    ),
    **both(
        "CrossEntropyLoss",
        "cross_entropy",
        pair("softmax_cross_entropy_with_integer_labels", "input", "target", dict(TORCH, **CLASSES), axis=1),
    ),
    # Without an axis it sums over all elements.
    **both("KLDivLoss", "kl_div", pair("kl_divergence", "input", "target", dict(SUMMED, log_target=False), axis=None)),
    **both("TripletMarginLoss", "triplet_margin_loss", TRIPLET),
    "tf.nn.sigmoid_cross_entropy_with_logits": pair("sigmoid_binary_cross_entropy", "logits", "labels", {"name": None}),
    "tf.nn.softmax_cross_entropy_with_logits": pair(
        "softmax_cross_entropy", "logits", "labels", {"name": None}, {"axis": "axis"}
    ),
    "tf.nn.sparse_softmax_cross_entropy_with_logits": pair(
        "softmax_cross_entropy_with_integer_labels", "logits", "labels", {"name": None}
    ),
    "tf.compat.v1.losses.huber_loss": pair(
        "huber_loss",
        "predictions",
        "labels",
        {"weights": 1, "reduction": "none", "scope": None, "loss_collection": "losses"},
        {"delta": "delta"},
    ),
}
# Of these the framework's default is not the value that optax stands for, so that they must be given.
REQUIRED = {"torch": "reduction", "tf.compat": "reduction"}


def arguments_of(message, mapping):
    args = {k: wire.decode_argument(v, jax.numpy.asarray, None, {}) for k, v in message["args"].items()}
    needed = next((name for prefix, name in REQUIRED.items() if message["loss"].startswith(prefix)), None)
    if needed is not None and args.get(needed) != mapping["fixed"][needed]:
        raise Unsupported("no %s but %s" % (needed, mapping["fixed"][needed]))
    given = dict(mapping["constant"])
    for name, value in args.items():
        if name in mapping["renamed"]:
            given[mapping["renamed"][name]] = value
        elif name not in mapping["fixed"] or type(value) is not type(mapping["fixed"][name]) or value != mapping["fixed"][name]:
            raise Unsupported("no argument %s" % name)
    return given


def evaluate(message):
    mapping = MAPPINGS.get(message["loss"])
    if mapping is None:
        raise Unsupported("no counterpart of %s" % message["loss"])
    args = arguments_of(message, mapping)
    unknown = [name for name in message["inputs"] if name not in mapping["inputs"]]
    if unknown:
        raise Unsupported("no input %s" % unknown[0])
    inputs = {k: jax.numpy.asarray(wire.decode_array(v)) for k, v in message["inputs"].items()}
    loss = getattr(optax.losses, mapping["loss"])

    def apply(changed):
        every = dict(inputs, **changed)
        return loss(*(every[name] for name in mapping["inputs"]), **args)

    asked = {name: inputs[name] for name in wire.differentiable(message)}
    value, pullback = in_phase("call", lambda: jax.vjp(apply, asked))
    cotangent = wire.cotangent_for(message, value.shape, value.dtype) if asked else None
    if cotangent is None or not jax.numpy.issubdtype(value.dtype, jax.numpy.floating):
        return value, {}
    (gradients,) = in_phase("backward", lambda: pullback(jax.numpy.asarray(cotangent)), value)
    return value, gradients


if __name__ == "__main__":
    version = optax.__version__
    executor.serve(
        {"name": "optax", "version": version, "losses": sorted(MAPPINGS), "provenance": executor.provenance(version, SETTINGS)},
        evaluate,
    )
