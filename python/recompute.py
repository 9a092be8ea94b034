"""Computes a random sample of the recorded cases again, and shares no code with the recorder: what both agree on is not a mistake of one.

Usage: recompute.py FOLDER_OF_CASES COUNT SEED      in the environment of the framework whose cases the folder holds
Prints one line for each disagreement and a last line `N recomputed, M disagree`; exits 1 when M is not 0.
Values and gradients are judged by the allowance stored with each answer. Callables that a script must
write itself, and modules with parameters of their own, are left out.
"""
import glob
import json
import math
import os
import random
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
folder, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
here = os.path.dirname(os.path.abspath(__file__))
sys.path = [entry for entry in sys.path if os.path.abspath(entry or ".") != here]
is_torch = "pytorch" in os.path.basename(os.path.normpath(folder))

import numpy as np

if is_torch:
    import torch as framework

    make = framework.from_numpy
else:
    import tensorflow as framework

    make = framework.convert_to_tensor


def array(tensor):
    values = [float(x) if isinstance(x, str) and "float" in tensor["dtype"] else x for x in tensor["data"]]
    flat = np.asarray([int(x) if isinstance(x, str) else x for x in values])
    return flat.astype(tensor["dtype"]).reshape(tensor["shape"])


def argument(value, tensors):
    if isinstance(value, list):
        return [argument(item, tensors) for item in value]
    if not isinstance(value, dict):
        return value
    (kind, inner), = value.items()
    if kind == "tensor":
        return make(array(tensors[inner]))
    if kind == "float":
        return float(inner)
    if kind == "tuple":
        return tuple(argument(item, tensors) for item in inner)
    if kind == "sparse" and not is_torch:
        return framework.SparseTensor(*(array(tensors[inner[part]]) for part in ("indices", "values", "shape")))
    if kind == "callable" and inner == "pairwise_distance":
        return framework.nn.functional.pairwise_distance
    raise NotImplementedError(kind)


def call(loss, args, inputs):
    target = framework
    for part in loss.split(".")[1:]:
        target = getattr(target, part)
    result = target(**args)(**inputs) if isinstance(target, type) else target(**inputs, **args)
    return getattr(result, "loss", result)


def weighted(value):
    """The scalar that gradients are taken of: c_i = (1 + 5i mod 7)/4, or 1 for a scalar value."""
    size = int(np.prod(value.shape))
    weights = [1.0] if len(value.shape) == 0 else [(1 + (5 * i) % 7) / 4 for i in range(size)]
    weights = np.asarray(weights).reshape(tuple(value.shape))
    if is_torch:
        return (value * framework.from_numpy(weights).to(value.dtype)).sum()
    return framework.reduce_sum(value * framework.cast(weights, value.dtype))


def evaluate(case, tensors):
    if "parameters" in case["inputs"]:
        raise NotImplementedError("a module's own parameters")
    args = {name: argument(value, tensors) for name, value in case["args"].items()}
    inputs = {name: make(array(tensors[entry])) for name, entry in case["inputs"].items()}
    wrt = case.get("wrt", [])
    gradients = {}
    if is_torch:
        for name in wrt:
            inputs[name].requires_grad_()
        value = call(case["id"].split("/")[0], args, inputs)
        if wrt:
            weighted(value).backward()
            gradients = {name: inputs[name].grad.numpy() for name in wrt}
        return value.detach().numpy(), gradients
    with framework.GradientTape() as tape:
        for name in wrt:
            tape.watch(inputs[name])
        value = call(case["id"].split("/")[0], args, inputs)
        scalar = weighted(value) if wrt else None
    if wrt:
        found = tape.gradient(scalar, [inputs[name] for name in wrt])
        gradients = {name: framework.convert_to_tensor(gradient).numpy() for name, gradient in zip(wrt, found)}
    return value.numpy(), gradients


def side(allowance, which, i):
    part = allowance[which] if isinstance(allowance, dict) else allowance
    return part[i] if isinstance(part, list) else part


def disagreement(actual, golden, allowance):
    if list(actual.shape) != golden["shape"]:
        return "shape %s for %s" % (list(actual.shape), golden["shape"])
    for i, (z, y) in enumerate(zip(actual.reshape(-1).tolist(), array(golden).reshape(-1).tolist())):
        if math.isnan(y) or math.isinf(y) or math.isnan(z) or math.isinf(z):
            same = (math.isnan(z) and math.isnan(y)) or z == y
        else:
            same = y - side(allowance, "below", i) <= z <= y + side(allowance, "above", i)
        if not same:
            return "element %d is %r for %r" % (i, z, y)
    return None


def judge(case, file):
    golden = file["answers"][case["expect"]] if isinstance(case["expect"], str) else case["expect"]
    try:
        value, gradients = evaluate(case, file["tensors"])
    except NotImplementedError:
        return "skipped"
    except Exception as error:
        rejected = golden.get("rejected")
        return None if rejected else "raised %s: %s" % (type(error).__name__, str(error)[:120])
    if "rejected" in golden:
        return "answered, where %s was recorded" % golden["rejected"]["error"]
    tensor = lambda ref: file["tensors"][ref] if isinstance(ref, str) else ref
    found = disagreement(value, tensor(golden["value"]), golden["tolerance"]["value"])
    for name, gradient in gradients.items():
        found = found or disagreement(gradient, tensor(golden["gradients"][name]), golden["tolerance"]["gradients"][name])
    return found


def main():
    files = [json.load(open(name)) for name in sorted(glob.glob(os.path.join(folder, "*", "*.json")))]
    stable = [(case, file) for file in files for case in file["cases"] if "unstable" not in case]
    sample = random.Random(seed).sample(stable, min(count, len(stable)))
    done, bad = 0, 0
    for case, file in sample:
        found = judge(case, file)
        if found == "skipped":
            continue
        done += 1
        if found:
            bad += 1
            print("%s: %s" % (case["id"], found))
    print("%d recomputed, %d disagree" % (done, bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
