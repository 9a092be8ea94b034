"""Tensors and arguments of the protocol, as NumPy arrays and Python values."""
import json
from math import isfinite

import numpy as np

DTYPES = ["float16", "float32", "float64", "uint8", "int8", "int16", "int32", "int64", "bool"]


class Unsupported(Exception):
    """The framework has no such loss, or the call cannot be said to it."""


def decode_array(tensor):
    """A JSON tensor as a NumPy array; non-finite floats and integers beyond 2^53 are strings."""
    if tensor["dtype"] not in DTYPES:
        raise Unsupported("dtype %s" % tensor["dtype"])
    dtype = np.dtype(tensor["dtype"])
    convert = float if dtype.kind == "f" else bool if dtype.kind == "b" else int
    return np.array([convert(x) for x in tensor["data"]], dtype=dtype).reshape(tensor["shape"])


def encode_array(array):
    array = np.asarray(array)
    flat = array.reshape(-1)
    if array.dtype.name not in DTYPES:
        raise Unsupported("dtype %s" % array.dtype.name)
    if array.dtype.kind == "f":
        # str of a NumPy float is the shortest decimal that rounds back in its own precision.
        data = flat.tolist() if array.dtype.itemsize == 8 else [float(str(x)) for x in flat]
        if not np.isfinite(flat).all():
            data = [x if isfinite(x) else "NaN" if x != x else "Infinity" if x > 0 else "-Infinity" for x in data]
    elif array.dtype.kind == "b":
        data = flat.tolist()
    else:
        data = [x if abs(x) <= 2 ** 53 else str(x) for x in flat.tolist()]
    return {"dtype": array.dtype.name, "shape": list(array.shape), "data": data}


def decode_argument(argument, tensor, sparse, callables):
    """An argument of a message in Python; `tensor` and `sparse` make the framework's own."""
    decode = lambda inner: decode_argument(inner, tensor, sparse, callables)
    if isinstance(argument, list):
        return [decode(inner) for inner in argument]
    if not isinstance(argument, dict):
        return argument
    if "tensor" in argument:
        return tensor(decode_array(argument["tensor"]))
    if "float" in argument:
        return float(argument["float"])
    if "tuple" in argument:
        return tuple(decode(inner) for inner in argument["tuple"])
    if "sparse" in argument:
        return sparse(*(decode_array(argument["sparse"][part]) for part in ("indices", "values", "shape")))
    if argument.get("callable") in callables:
        return callables[argument["callable"]]
    raise Unsupported("an argument like %s" % json.dumps(argument)[:80])


def ramp(shape, dtype):
    """c_i = (1 + (5i mod 7))/4 over the flat index; 1 for a scalar."""
    if len(shape) == 0:
        return np.ones((), dtype)
    size = int(np.prod(shape))
    return ((1 + (5 * np.arange(size)) % 7) / 4).astype(dtype).reshape(shape)


def cotangent_for(message, shape, dtype):
    """The array to contract the gradient with, or None where it does not fit the value."""
    given = message.get("cotangent", "ramp")
    if given == "ramp":
        return ramp(shape, dtype)
    return decode_array(given).astype(dtype) if list(given["shape"]) == list(shape) else None


def differentiable(message):
    """The names in `wrt` whose input is floating; no other has a gradient to ask for."""
    return [name for name in message.get("wrt", []) if message["inputs"].get(name, {}).get("dtype", "").startswith("float")]
