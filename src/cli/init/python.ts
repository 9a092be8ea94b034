/** The adapter of a new project in Python: protocol 1 in full, with nothing but the standard library. */
export const PYTHON_ADAPTER = `"""Judges my_library with lossparity: answers one JSON message a line on stdin with one on stdout."""
import json
import sys

READY = {
    "type": "ready",
    "protocol": 1,
    "name": "my-library",
    "version": "0.0.1",
    "language": "python",
    "losses": ["tf.keras.losses.mean_squared_error"],
    "dtypes": ["float32"],
    "gradients": False,
}


class Unsupported(Exception):
    """The library has no such loss, argument or dtype."""


# Replace this by a call of your library. It is here so that the first run passes.
def mean_squared_error(y_true, y_pred, features):
    rows = range(0, len(y_pred), features)
    return [sum((p - t) * (p - t) for t, p in zip(y_true[i : i + features], y_pred[i : i + features])) / features for i in rows]


def evaluate(call):
    """Gives value and gradients; raises Unsupported, or whatever the library raises to refuse the call."""
    y_true, y_pred = call["inputs"]["y_true"], call["inputs"]["y_pred"]
    if y_true["dtype"] != "float32":
        raise Unsupported("labels that are no float32")
    if y_true["shape"] != y_pred["shape"]:
        raise Unsupported("shapes that differ")
    if not y_pred["shape"] or y_pred["shape"][-1] == 0:
        raise Unsupported("scalars and empty features")
    value = mean_squared_error(decode(y_true), decode(y_pred), y_pred["shape"][-1])
    return encode("float32", y_pred["shape"][:-1], value), {}


def decode(tensor):
    """Flat, in row-major order; NaN and infinities are strings."""
    return [float(x) for x in tensor["data"]]


def encode(dtype, shape, data):
    spell = lambda x: x if abs(x) < float("inf") else "NaN" if x != x else "Infinity" if x > 0 else "-Infinity"
    return {"dtype": dtype, "shape": shape, "data": [spell(x) for x in data]}


def answer(call):
    try:
        value, gradients = evaluate(call)
    except Unsupported as reason:
        return {"type": "unsupported", "seq": call["seq"], "reason": str(reason)}
    except Exception as error:
        return {"type": "rejected", "seq": call["seq"], "message": str(error), "error": type(error).__name__}
    return {"type": "result", "seq": call["seq"], "value": value, "gradients": gradients}


def main():
    # What the library prints belongs on stderr: stdout is the protocol's.
    protocol, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        message = json.loads(line)
        if message["type"] == "stop":
            break
        reply = READY if message["type"] == "start" else answer(message)
        protocol.write(json.dumps(reply, allow_nan=False) + "\\n")
        protocol.flush()


if __name__ == "__main__":
    main()
`;
