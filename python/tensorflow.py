"""Answers calls with the TensorFlow that is installed here (recording: 2.3.4), eagerly, on one thread of the CPU."""
import inspect
import os
import sys

SETTINGS = {
    "CUDA_VISIBLE_DEVICES": "-1",
    "MKL_CBWR": "COMPATIBLE",
    "OMP_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_DETERMINISTIC_OPS": "1",
}
os.environ.update(SETTINGS)
# 2.3 has no oneDNN; later versions take its kernels or their own, depending on the processor.
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import executor
import wire
from executor import in_phase
from wire import Unsupported

# This file bears the framework's name: its own folder must not be where the framework is looked for.
here = os.path.dirname(os.path.abspath(__file__))
sys.path = [entry for entry in sys.path if os.path.abspath(entry or ".") != here]
import tensorflow as tf

tf.config.threading.set_inter_op_parallelism_threads(1)
tf.config.threading.set_intra_op_parallelism_threads(1)
if hasattr(tf.config.experimental, "enable_op_determinism"):
    # Later versions refuse to sample without a seed where TF_DETERMINISTIC_OPS is set.
    tf.random.set_seed(1)

CALLABLES = {}


def tensor(array):
    return tf.constant(array)


def sparse(indices, values, shape):
    return tf.SparseTensor(indices, values, shape)


def evaluate(message):
    target = executor.resolve("tf", tf, message["loss"])
    args = {k: wire.decode_argument(v, tensor, sparse, CALLABLES) for k, v in message["args"].items()}
    inputs = {k: tensor(wire.decode_array(v)) for k, v in message["inputs"].items()}
    names = wire.differentiable(message)
    wrt = [inputs[name] for name in names]
    with tf.GradientTape() as tape:
        tape.watch(wrt)
        if inspect.isclass(target):
            loss = in_phase("construct", lambda: target(**args))
            value = in_phase("call", lambda: loss(**inputs))
        else:
            value = in_phase("call", lambda: target(**inputs, **args))
    if not tf.is_tensor(value):
        raise Unsupported("the loss returned a %s" % type(value).__name__)
    array = value.numpy()
    cotangent = wire.cotangent_for(message, array.shape, array.dtype) if wrt else None
    if cotangent is None or not value.dtype.is_floating:
        return array, {}
    gradients = in_phase("backward", lambda: tape.gradient(value, wrt, output_gradients=tensor(cotangent)), array)
    # convert_to_tensor makes a gradient that is an IndexedSlices dense.
    named = zip(names, gradients)
    return array, {name: tf.convert_to_tensor(gradient).numpy() for name, gradient in named if gradient is not None}


if __name__ == "__main__":
    version = tf.__version__
    executor.serve(
        {"name": "tensorflow", "version": version, "losses": ["tf.*"], "provenance": executor.provenance(version, SETTINGS)},
        evaluate,
    )
